package io.mediaup.provider.aws.fake;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The parameters of a call in the Query protocol: nesting by dots, lists by numbers from 1 (ELBv2 puts {@code member} in
 * between, EC2 does not).
 */
record Form(Map<String, String> values) {

    static Form parse(String body) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String pair : body.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                values.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
            }
        }
        return new Form(values);
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    Optional<String> get(String name) {
        return Optional.ofNullable(values.get(name));
    }

    String text(String name) {
        return values.getOrDefault(name, "");
    }

    String need(String name) {
        return get(name)
                .orElseThrow(() -> AwsError.bad("MissingParameter", "The request must contain the parameter " + name));
    }

    int number(String name, int otherwise) {
        return get(name).map(Integer::parseInt).orElse(otherwise);
    }

    boolean flag(String name) {
        return text(name).equals("true");
    }

    /** Whether there is anything below a name. */
    boolean has(String name) {
        return values.keySet().stream().anyMatch(key -> key.equals(name) || key.startsWith(name + "."));
    }

    /** What is below a name. */
    Form under(String name) {
        Map<String, String> below = new LinkedHashMap<>();
        values.forEach((key, value) -> {
            if (key.startsWith(name + ".")) {
                below.put(key.substring(name.length() + 1), value);
            }
        });
        return new Form(below);
    }

    /** The values of a list of texts. */
    List<String> list(String name) {
        List<String> all = new ArrayList<>();
        for (int i = 1; values.containsKey(name + "." + i); i++) {
            all.add(values.get(name + "." + i));
        }
        return all;
    }

    /** The members of a list of structures. */
    List<Form> forms(String name) {
        List<Form> all = new ArrayList<>();
        for (int i = 1; has(name + "." + i); i++) {
            all.add(under(name + "." + i));
        }
        return all;
    }

    /** A list of keys and values as a map. */
    Map<String, String> pairs(String name) {
        Map<String, String> all = new LinkedHashMap<>();
        forms(name).forEach(pair -> all.put(pair.need("Key"), pair.text("Value")));
        return all;
    }

    /** All parameters but these, in an order of their own, for comparing two calls. */
    String without(String... names) {
        Map<String, String> rest = new TreeMap<>(values);
        rest.keySet().removeAll(List.of(names));
        return rest.toString();
    }
}
