package io.mediaup.journal;

import io.mediaup.rollout.Fact;
import io.mediaup.rollout.Request;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A store of objects, to show that the contract asks for no more than an object store has. The journal is one object per
 * append, its key the sequence. Who opens the journal puts an object of no facts at its end, so that whoever had it before
 * finds the next key taken.
 */
final class ObjectRunStore implements RunStore {

    private final Objects objects;

    ObjectRunStore(Objects objects) {
        this.objects = objects;
    }

    private static String number(long number) {
        return String.format("%012d", number);
    }

    @Override
    public void rehearse() {}

    @Override
    public LockBook lock() {
        return new Book();
    }

    @Override
    public Stream<StoredRun> runs() {
        return objects.list("runs/").stream()
                .map(key -> key.split("/", -1)[1])
                .distinct()
                .sorted(Comparator.reverseOrder())
                .map(Run::new);
    }

    @Override
    public StoredRun create(Tenure tenure, String id, byte[] plan) {
        tenure.confirm();
        objects.put("runs/" + id + "/plan.yaml", new String(plan, StandardCharsets.UTF_8));
        return new Run(id);
    }

    private final class Book implements LockBook {
        @Override
        public Optional<Entry> latest() {
            List<String> keys = objects.list("lock/");
            if (keys.isEmpty()) {
                return Optional.empty();
            }
            String key = keys.get(keys.size() - 1);
            return objects.get(key)
                    .map(text -> new Entry(Long.parseLong(key.substring("lock/".length())), text, key))
                    .or(this::latest);
        }

        @Override
        public boolean claim(LockRecord record) {
            return objects.putNew(key(record.holder().epoch()), record.text());
        }

        @Override
        public void keep(LockRecord record) {
            objects.put(key(record.holder().epoch()), record.text());
        }

        @Override
        public void forgetBelow(long epoch) {
            objects.list("lock/").stream()
                    .filter(key -> key.compareTo(key(epoch)) < 0)
                    .forEach(objects::delete);
        }

        private String key(long epoch) {
            return "lock/" + number(epoch);
        }
    }

    private final class Run implements StoredRun {
        private final String id;

        Run(String id) {
            this.id = id;
        }

        @Override
        public String id() {
            return id;
        }

        @Override
        public String place() {
            return "runs/" + id;
        }

        @Override
        public String planPlace() {
            return place() + "/plan.yaml";
        }

        @Override
        public byte[] plan() {
            return objects.get(planPlace()).orElseThrow().getBytes(StandardCharsets.UTF_8);
        }

        private List<String> turns() {
            return objects.list(place() + "/journal/");
        }

        @Override
        public List<Fact> facts() {
            return facts(turns());
        }

        private List<Fact> facts(List<String> turns) {
            return turns.stream()
                    .flatMap(key -> objects.get(key).orElseThrow().lines())
                    .map(line -> FactCodec.decode(line).fact())
                    .toList();
        }

        @Override
        public Journal openJournal(Tenure tenure, Consumer<String> notices) {
            while (true) {
                List<String> turns = turns();
                tenure.confirm();
                if (objects.putNew(turn(turns.size()), "")) {
                    tenure.confirm();
                    return new Turns(this, tenure, turns.size() + 1, new ArrayList<>(facts(turns)));
                }
            }
        }

        private String turn(int number) {
            return place() + "/journal/" + number(number);
        }

        @Override
        public Requests requests() {
            return new Inbox(place() + "/requests/");
        }
    }

    private final class Turns implements Journal {
        private final Run run;
        private final Tenure tenure;
        private final List<Fact> facts;
        private int next;

        Turns(Run run, Tenure tenure, int next, List<Fact> facts) {
            this.run = run;
            this.tenure = tenure;
            this.next = next;
            this.facts = facts;
        }

        @Override
        public void append(List<? extends Fact> more) {
            tenure.confirm();
            String lines = IntStream.range(0, more.size())
                    .mapToObj(i -> FactCodec.encode(facts.size() + i + 1, more.get(i)))
                    .collect(Collectors.joining("\n"));
            if (!objects.putNew(run.turn(next), lines)) {
                throw new FencedException("Expected " + run.turn(next) + " to be free, but found that it is not.");
            }
            next++;
            tenure.confirm();
            facts.addAll(more);
        }

        @Override
        public List<Fact> facts() {
            return List.copyOf(facts);
        }
    }

    private final class Inbox implements Requests {
        private final String prefix;

        Inbox(String prefix) {
            this.prefix = prefix;
        }

        @Override
        public void post(Request request) {
            for (int i = 0; !objects.putNew(prefix + request.at() + "-" + i, FactCodec.encode(request)); i++) {
                // The next name, then.
            }
        }

        @Override
        public List<Posted> pending() {
            return objects.list(prefix).stream()
                    .map(key -> new Posted(
                            key,
                            FactCodec.decodeRequest(objects.get(key).orElseThrow())
                                    .orElseThrow()))
                    .toList();
        }

        @Override
        public void remove(Posted posted) {
            objects.delete(posted.name());
        }
    }
}
