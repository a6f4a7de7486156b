package io.shardbeat.group;

import java.time.Duration;

/**
 * Keeps a shard that kills whoever works on it from going through the whole group: after so many holders died one after
 * another, it is parked, granted to nobody for a while.
 *
 * @param deaths so many make a shard poison; 0 switches the guard off
 * @param window a death is forgotten when no other follows within this: its next holder survived
 * @param parkFor how long a shard is parked
 */
public record PoisonGuard(int deaths, Duration window, Duration parkFor) {
    public static final PoisonGuard OFF = new PoisonGuard(0, Duration.ofMinutes(10), Duration.ofMinutes(10));

    public PoisonGuard {
        if (deaths < 0) {
            throw new IllegalArgumentException("the deaths that make a shard poison are 0 at least, were " + deaths);
        }
        requirePositive("window", window);
        requirePositive("park time", parkFor);
    }

    private static void requirePositive(String what, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(
                    "the " + what + " of the poison guard must be longer than nothing, was " + value);
        }
    }
}
