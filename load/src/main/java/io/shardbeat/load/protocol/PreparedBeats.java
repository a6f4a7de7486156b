package io.shardbeat.load.protocol;

import io.shardbeat.load.plan.Shards;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Heartbeats that are prepared anew only when the report changed. */
final class PreparedBeats implements Dialect.Beats {
    private final Wire wire;
    private final Function<Shards, Wire.Ready> prepare;
    private @Nullable Shards report;
    private Wire.@Nullable Ready ready;

    PreparedBeats(Wire wire, Function<Shards, Wire.Ready> prepare) {
        this.wire = wire;
        this.prepare = prepare;
    }

    @Override
    public byte[] beat(Shards current) {
        Wire.Ready beat = ready;
        if (beat == null || !current.equals(report)) {
            beat = prepare.apply(current);
            ready = beat;
            report = current;
        }
        return beat.bytes(wire.now());
    }
}
