package io.shardbeat.redis.link;

import org.jspecify.annotations.Nullable;

/** One event loop's way to Redis. Only touched on that event loop. */
public interface Link {
    /** What lives as long as the connection to the server that has the key; {@code null} when there is no such connection. */
    @Nullable ConnectionScope scope(byte[] key);

    /** Sends a call to the server that has its keys. The call is answered within a bounded time: by Redis or by failing. */
    void send(RedisCall call);

    /**
     * Has the last be done just before what this turn of the event loop has sent to the server that has the key goes out:
     * what it sends itself is behind all of that, and is sent however much is under way.
     */
    void beforeFlush(byte[] key, Runnable last);

    /** Sends a command without keys to every server that holds data; as {@code send}, for all of them. */
    void sendToAll(RedisBroadcast command);
}
