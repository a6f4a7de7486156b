package io.shardbeat.ctl.api;

/** What was asked for did not happen. The message is a sentence for a person, and safe to print. */
public final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int exitCode;
    private final String word;

    /** @param word the node's own word for it, as {@code GroupNotFound}; empty when no node said anything */
    public Failure(int exitCode, String word, String message) {
        super(message, null, false, false);
        this.exitCode = exitCode;
        this.word = word;
    }

    public int exitCode() {
        return exitCode;
    }

    /** Whether this is the node's own word for it. */
    public boolean is(String other) {
        return word.equals(other);
    }
}
