package io.shardbeat.config.settings;

import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What is asked of Redis at a time. */
public interface RedisSettings {
    /** A command without an answer for this long has failed. Below the 2 s within which clients get their error. */
    @WithDefault("1500ms")
    @Within(min = "50ms", max = "1m")
    Duration timeout();

    /** Commands under way per event loop beyond which requests are refused as overload. */
    @WithDefault("8192")
    @Within(min = "256", max = "1000000")
    int maxInFlight();

    /** How many replicas must have what a pass decided before the pass is done. Heartbeats never wait for them. */
    @WithDefault("0")
    @Within(min = "0", max = "5")
    int replicas();

    /** How long a pass waits for them, half the {@link #timeout} at the most. */
    @WithDefault("100ms")
    @Within(min = "1ms", max = "1s")
    Duration replicasTimeout();
}
