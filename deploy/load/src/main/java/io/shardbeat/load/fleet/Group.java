package io.shardbeat.load.fleet;

import io.netty.channel.EventLoop;
import io.shardbeat.load.judge.Failovers;
import io.shardbeat.load.judge.Judge;
import io.shardbeat.load.judge.Overlaps;
import io.shardbeat.load.measure.Stats;
import io.shardbeat.load.plan.GroupSpec;
import io.shardbeat.load.plan.Rhythm;
import io.shardbeat.load.protocol.Dialect;

/** What the consumers of one group share. All of it belongs to one event loop. */
final class Group {
    final Lane lane;
    final Dialect dialect;
    final Rhythm rhythm;
    final Judge judge;
    final Overlaps overlaps;
    final Failovers failovers;

    Group(Lane lane, GroupSpec spec, Dialect dialect, Rhythm rhythm, long fenceMarginNanos) {
        this.lane = lane;
        this.dialect = dialect;
        this.rhythm = rhythm;
        judge = new Judge(spec.name(), rhythm.timeout().toNanos(), fenceMarginNanos);
        overlaps = new Overlaps(nanos -> Stats.record(lane.stats.overlap, nanos));
        failovers = new Failovers(nanos -> Stats.record(lane.stats.failover, nanos));
    }

    EventLoop loop() {
        return lane.loop;
    }

    /** Nanoseconds since the run began. */
    long now() {
        return lane.now();
    }
}
