package io.shardbeat.redis.format;

import java.util.concurrent.ThreadLocalRandom;

/**
 * What tells one command from all others, and is kept with what it made. A command may reach Redis twice (one that Redis
 * refuses has its neighbours sent again): by this the second time ends as the first.
 */
public final class Nonce {
    private Nonce() {}

    public static String next() {
        return Long.toHexString(ThreadLocalRandom.current().nextLong());
    }
}
