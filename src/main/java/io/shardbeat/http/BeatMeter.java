package io.shardbeat.http;

/** Is told how heartbeats are answered. Called on the hot path: must not block, throw or keep anything per call. */
public interface BeatMeter {
    /** For those who need not know. */
    BeatMeter NOBODY = (dialect, outcome, nanos) -> {};

    /**
     * @param dialect the name of the dialect, see {@link Dialect#name()}
     * @param nanos from the end of the head to the answer; negative when nobody looked at the clock
     */
    void answered(String dialect, Outcome outcome, long nanos);
}
