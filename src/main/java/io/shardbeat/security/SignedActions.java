package io.shardbeat.security;

/**
 * For which calls the name of the action must be covered by the signature. Only CLS has calls where it may not be:
 * signature version 3 signs the headers its client lists, and official clients leave {@code X-TC-Action} out.
 */
public enum SignedActions {
    /** For none: what all official clients can do. */
    NONE,
    /** For what consumers do not send by themselves: whatever makes or deletes, but for groups that they create. */
    ADMINISTRATION,
    /** For everything but heartbeats and reads. Official consumers can then neither create groups nor save offsets. */
    CHANGES
}
