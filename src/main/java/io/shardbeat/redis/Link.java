package io.shardbeat.redis;

import org.jspecify.annotations.Nullable;

/** One event loop's way to Redis. Only touched on that event loop. */
interface Link {
    /**
     * What is known of steady groups from answers over the connection to the server that has the key; {@code null} when
     * there is no such connection.
     */
    @Nullable SteadyViews views(byte[] key);

    /** Sends a call to the server that has its keys. The call is answered within a bounded time: by Redis or by failing. */
    void send(RedisCall call);

    /** Sends a command without keys to every server that holds data; as {@code send}, for all of them. */
    void sendToAll(RedisBroadcast command);
}
