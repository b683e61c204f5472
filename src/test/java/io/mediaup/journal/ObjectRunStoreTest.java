package io.mediaup.journal;

class ObjectRunStoreTest extends RunStoreContract {

    private final Objects objects = new Objects();

    @Override
    protected RunStore store() {
        return new ObjectRunStore(objects);
    }

    @Override
    protected void spoil(long epoch) {
        objects.put(String.format("lock/%012d", epoch), "{\"holder\":");
    }
}
