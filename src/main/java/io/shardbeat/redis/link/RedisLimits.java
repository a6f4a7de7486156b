package io.shardbeat.redis.link;

import io.shardbeat.coordinator.StoreListener;
import io.shardbeat.coordinator.StoreTraces;
import java.time.Duration;

/**
 * @param timeout a command without an answer for this long has failed
 * @param maxInFlight commands under way per event loop beyond which more are refused
 * @param listener is told how long calls take, and which fail
 * @param traces is shown the calls one by one
 */
public record RedisLimits(Duration timeout, int maxInFlight, StoreListener listener, StoreTraces traces) {
    /** Nobody is told. */
    public RedisLimits(Duration timeout, int maxInFlight) {
        this(timeout, maxInFlight, StoreListener.NOBODY, StoreTraces.OFF);
    }
}
