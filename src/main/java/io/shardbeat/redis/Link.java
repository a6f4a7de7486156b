package io.shardbeat.redis;

import org.jspecify.annotations.Nullable;

/** One event loop's way to Redis. Only touched on that event loop. */
interface Link {
    /**
     * What the connection to the server that has the key has been told of steady groups; {@code null} when there is no such
     * connection, or it is told nothing.
     */
    @Nullable SteadyViews views(byte[] key);

    /** Sends a call to the server that has its keys. The call is answered within a bounded time: by Redis or by failing. */
    void send(RedisCall call);

    /** Sends a command without keys to every server that holds data; as {@code send}, for all of them. */
    void sendToAll(RedisBroadcast command);
}
