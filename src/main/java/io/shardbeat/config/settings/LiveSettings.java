package io.shardbeat.config.settings;

import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Streams of events for who watches. */
public interface LiveSettings {
    /** How often what is watched is read, once for all who watch it; what takes long to read is read less often. */
    @WithDefault("1s")
    @Within(min = "100ms", max = "1m")
    Duration interval();

    /** After how long without an event a comment is sent. */
    @WithDefault("10s")
    @Within(min = "1s", max = "5m")
    Duration keepAlive();

    /** Open at a time on this node. */
    @WithDefault("500")
    @Within(min = "1", max = "10000")
    int streams();

    /** Of these, with one key, or from one address without a key. */
    @WithDefault("100")
    @Within(min = "1", max = "10000")
    int streamsPerKey();
}
