package io.shardbeat.config.settings;

import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Against a mass death that is none. */
public interface BrakeSettings {
    /**
     * Of a group's members; when more would expire within a session timeout, nobody does for the grace. 0 and 1:
     * no brake.
     */
    @WithDefault("0.5")
    @Within(min = "0", max = "1")
    double share();

    /** Fewer than these never make the brake take hold. */
    @WithDefault("10")
    @Within(min = "0", max = "1000000")
    int members();

    /** For how long nobody expires then; unset: the group's session timeout. */
    @Within(min = "100ms", max = "1d")
    Optional<Duration> grace();
}
