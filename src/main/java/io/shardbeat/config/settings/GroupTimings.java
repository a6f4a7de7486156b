package io.shardbeat.config.settings;

import io.shardbeat.group.FenceMargin;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** A group's times, where it gives none of its own. */
public interface GroupTimings {
    /** The silence after which a member is dead, for groups that give none. */
    @WithDefault("20s")
    @Within(min = "1s", max = "30d")
    Duration sessionTimeout();

    /** Shorter timeouts are raised to this: a single lost packet must not move shards. */
    @WithDefault("1s")
    @Within(min = "10ms", max = "30d")
    Duration minSessionTimeout();

    /** Longer timeouts are cut to this: shards of a dead member must move some day. */
    @WithDefault("1h")
    @Within(min = "1s", max = "30d")
    Duration maxSessionTimeout();

    /**
     * How much longer an expired member's shards rest before somebody else gets them; {@code auto}: two of the member's
     * own heartbeat intervals, the time its library repeats a heartbeat for, and two seconds.
     */
    @WithDefault("0s")
    @WithConverter(FenceMarginConverter.class)
    @Within(min = "0s", max = "1d")
    FenceMargin fenceMargin();

    /** How long a shard rests after its holder let go of it: for consumers that let go before they have stopped. */
    @WithDefault("0s")
    @Within(min = "0s", max = "1d")
    Duration releaseMargin();

    /** How long a group without grants waits for more members after the first one joined. */
    @WithDefault("0s")
    @Within(min = "0s", max = "1d")
    Duration initialDelay();

    /**
     * How long a hand-over may take before it is reported as stuck; unset: two session timeouts, or four of its holder's
     * heartbeat intervals where those are longer, for official consumers need that much.
     */
    @Within(min = "100ms", max = "30d")
    Optional<Duration> handOverLimit();

    /** Whether the next member gets a shard whose holder has not let go of it within the limit. */
    @WithDefault("false")
    boolean handOverForce();
}
