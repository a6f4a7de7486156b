package io.shardbeat.config.settings;

import io.smallrye.config.WithDefault;
import java.time.Duration;

/** When passes run. */
public interface RebalanceSettings {
    /** The tick of the scheduled pass: how late an expired lease is noticed at the most. */
    @WithDefault("200ms")
    @Within(min = "10ms", max = "10s")
    Duration interval();

    /**
     * How long the answer to a join waits for the pass that includes it. A first pass on a cold JVM may take longer than
     * a tenth of a second, and a newcomer has no work that waits meanwhile.
     */
    @WithDefault("1s")
    @Within(min = "0s", max = "10s")
    Duration joinWait();

    /** How long a pass that a heartbeat asked for waits for others to ask for the same one. */
    @WithDefault("5ms")
    @Within(min = "0s", max = "1s")
    Duration coalesce();
}
