package io.shardbeat.testkit;

/** How the official consumer clients differ where it matters to a coordinator. */
public enum ClientKind {
    /** SLS Java, current: self-fence counted from sending, and the report emptied at once when it fences. */
    JAVA("sls", 500, true, true, 1, 100),
    /** SLS Java before that: reports what it received until it has stopped. */
    JAVA_OLD("sls", 500, true, true, 0, 0),
    PYTHON("sls", 2_000, false, true, 3, 1_000),
    GO("sls", 500, false, true, 0, 0),
    CLS_PYTHON("cls", 1_000, false, true, 3, 1_000),
    /** Reports its last answer only: silent about a shard whose processor may still be stopping. */
    CLS_GO("cls", 500, false, false, 0, 0);

    /** Whose protocol it speaks. */
    public final String dialect;
    /** The period of the loop that starts and stops processors, milliseconds. */
    public final long loopMillis;
    /** Whether the next heartbeat is timed from the end of the last one, not from its start. */
    public final boolean beatsAfterAnswer;
    /** Whether a shard stays in the report until its processor has stopped. */
    public final boolean reportsUntilStopped;
    /** How often a failed heartbeat is repeated at once, with a new date and the old report. */
    public final int retries;
    /** The pause before such a repetition, milliseconds. */
    public final long retryMillis;

    ClientKind(
            String dialect,
            long loopMillis,
            boolean beatsAfterAnswer,
            boolean reportsUntilStopped,
            int retries,
            long retryMillis) {
        this.dialect = dialect;
        this.loopMillis = loopMillis;
        this.beatsAfterAnswer = beatsAfterAnswer;
        this.reportsUntilStopped = reportsUntilStopped;
        this.retries = retries;
        this.retryMillis = retryMillis;
    }

    public boolean isSls() {
        return dialect.equals("sls");
    }

    /** Silence is measured from sending the last good heartbeat, else from its answer. */
    public boolean fencesFromSending() {
        return this == JAVA || this == JAVA_OLD;
    }

    /** Whether its checkpoints are saved whoever holds the shard. */
    public boolean forcesCheckpoints() {
        return this == PYTHON || this == GO;
    }

    public boolean emptiesReportWhenFenced() {
        return this == JAVA;
    }
}
