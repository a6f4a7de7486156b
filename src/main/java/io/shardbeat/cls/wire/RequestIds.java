package io.shardbeat.cls.wire;

import java.security.SecureRandom;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Request ids: random (version 4) UUIDs, drawn from the fast generator because there is one per heartbeat and nothing
 * secret about them. The number of this process is mixed in, so that nodes started alike do not repeat each other.
 */
public final class RequestIds {
    private static final long VERSION_MASK = 0xF000L;
    private static final long VERSION_4 = 0x4000L;
    private static final long VARIANT = Long.MIN_VALUE;
    private static final long PROCESS_HIGH;
    private static final long PROCESS_LOW;

    static {
        SecureRandom random = new SecureRandom();
        PROCESS_HIGH = random.nextLong();
        PROCESS_LOW = random.nextLong();
    }

    private RequestIds() {}

    public static String next() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long high = random.nextLong() ^ PROCESS_HIGH;
        long low = random.nextLong() ^ PROCESS_LOW;
        return new UUID(high & ~VERSION_MASK | VERSION_4, low >>> 2 | VARIANT).toString();
    }
}
