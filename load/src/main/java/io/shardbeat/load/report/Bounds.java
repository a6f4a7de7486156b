package io.shardbeat.load.report;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a run must keep to, besides the invariants.
 *
 * @param errorShare the share of heartbeats that may fail, from 0 to 1
 * @param failover within which every shard of a killed consumer is with another one; {@code null} for any time
 * @param p99 of the latency; {@code null} for any
 */
public record Bounds(
        double errorShare,
        @Nullable Duration failover,
        @Nullable Duration p99) {}
