package io.shardbeat.load.judge;

/**
 * A promise that was broken.
 *
 * @param invariant which one: I1, I2, I3 or I7
 * @param group whose
 * @param atMillis when it was seen, from the start of the run
 * @param what in words
 */
public record Breach(String invariant, String group, long atMillis, String what) {
    @Override
    public String toString() {
        return invariant + " at " + atMillis / 1_000.0 + "s in " + group + ": " + what;
    }
}
