package io.mediaup.journal;

class InMemoryJournalTest extends JournalContract {

    @Override
    protected Journal open() {
        return new InMemoryJournal();
    }

    @Override
    protected Journal reopen(Journal journal) {
        return journal;
    }
}
