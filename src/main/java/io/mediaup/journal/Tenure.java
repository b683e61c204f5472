package io.mediaup.journal;

/** The right to run a plan, as those see it who act by it. Thread-safe. */
public interface Tenure {

    /** Of a world that nobody else can reach, such as a simulated one. */
    Tenure UNDISPUTED = new Tenure() {
        @Override
        public String mark() {
            return "undisputed";
        }

        @Override
        public boolean mayBegin() {
            return true;
        }

        @Override
        public void confirm() {}
    };

    /** Tells this tenure from every other one, in letters and digits. */
    String mark();

    /** Whether something new may be begun. False while the right could not be renewed for a while. */
    boolean mayBegin();

    /**
     * Looks whether the right still stands.
     *
     * @throws FencedException when somebody else has it: this process must do nothing more
     * @throws JournalException when that cannot be found out
     */
    void confirm();
}
