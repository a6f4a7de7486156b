package io.shardbeat.coordinator.heartbeat;

/**
 * Whether one of two values comes in turn with the other: A, B, A, B, A. A process that moves to another address comes back
 * to the first one rarely; two that beat side by side do so all the time. Of values it keeps the hashes only.
 */
final class Alternation {
    /** So often a value must have come back after the other one. */
    private static final int RETURNS = 3;
    /** So many times a value may come in a row in between: two processes need not have one interval. */
    private static final int IN_A_ROW = 8;

    private int latest;
    private int other;
    /** How many different ones have come, as far as that is known. */
    private int known;

    private int returns;
    private int inARow;

    /** Whether this value is one of two that come in turn. */
    boolean isInTurn(int value) {
        if (known > 0 && value == latest) {
            inARow++;
            return false;
        }
        returns = known == 2 && value == other && inARow <= IN_A_ROW ? returns + 1 : 0;
        other = latest;
        latest = value;
        inARow = 1;
        known = Math.min(2, known + 1);
        return returns >= RETURNS;
    }
}
