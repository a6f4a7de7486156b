package io.shardbeat.sls.wire;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Names requests the way the service does: 24 upper-case hex digits, of which the first 8 are the time in seconds. The
 * other 16 are a count that starts anywhere and is scrambled one to one: no node repeats itself, and nodes do not meet.
 */
public final class RequestIds {
    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'};
    private static final int SECONDS_DIGITS = 8;
    private static final int DIGITS = 24;

    private final InstantSource clock;
    private final AtomicLong count = new AtomicLong(ThreadLocalRandom.current().nextLong());

    public RequestIds(InstantSource clock) {
        this.clock = clock;
    }

    public String next() {
        byte[] id = new byte[DIGITS];
        write(clock.millis() / 1000, id, 0, SECONDS_DIGITS);
        write(scramble(count.getAndIncrement()), id, SECONDS_DIGITS, DIGITS);
        return new String(id, StandardCharsets.ISO_8859_1);
    }

    private static void write(long value, byte[] id, int from, int to) {
        long rest = value;
        for (int i = to - 1; i >= from; i--) {
            id[i] = HEX[(int) (rest & 0xF)];
            rest >>>= 4;
        }
    }

    /** The finisher of {@link SplittableRandom}: a permutation of all 64-bit numbers. */
    private static long scramble(long value) {
        long z = value * 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
