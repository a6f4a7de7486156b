package io.shardbeat.testkit.process;

import java.net.URI;

/**
 * A real Redis that ends with this JVM. Tests share it, so each works on names of its own; nodes have another one, since
 * they would sweep up what store tests look for.
 */
public final class RedisUnderTest {
    private RedisUnderTest() {}

    /** The one that store tests share. */
    public static URI uri() {
        return Shared.ADDRESS;
    }

    /** A further one. */
    @SuppressWarnings("resource") // ends with the JVM
    static URI start() {
        RedisProcess redis = new RedisProcess().start();
        Runtime.getRuntime().addShutdownHook(new Thread(redis::close));
        return redis.uri();
    }

    private static final class Shared {
        static final URI ADDRESS = start();
    }
}
