package io.shardbeat.load.fleet;

import io.netty.channel.EventLoop;
import io.shardbeat.load.judge.Failovers;
import io.shardbeat.load.judge.Judge;
import io.shardbeat.load.judge.Overlaps;
import io.shardbeat.load.measure.GroupFigures;
import io.shardbeat.load.measure.GroupStats;
import io.shardbeat.load.measure.Stats;
import io.shardbeat.load.plan.GroupSpec;
import io.shardbeat.load.plan.Rhythm;
import io.shardbeat.load.plan.Shards;
import io.shardbeat.load.protocol.Answer;
import io.shardbeat.load.protocol.Dialect;

/** What the consumers of one group share, and what is counted of them. All of it belongs to one event loop. */
final class Group {
    final Lane lane;
    final Dialect dialect;
    final Rhythm rhythm;
    final Judge judge;
    final Overlaps overlaps;
    final Failovers failovers;

    private final GroupSpec spec;
    private final GroupStats stats = new GroupStats();
    private int consumers;

    Group(Lane lane, GroupSpec spec, Dialect dialect, Rhythm rhythm, long fenceMarginNanos) {
        this.lane = lane;
        this.spec = spec;
        this.dialect = dialect;
        this.rhythm = rhythm;
        judge = new Judge(spec.name(), rhythm.timeout().toNanos(), fenceMarginNanos);
        overlaps = new Overlaps(nanos -> {
            Stats.record(lane.stats.overlap, nanos);
            stats.longestOverlap = Math.max(stats.longestOverlap, nanos / 1_000);
        });
        failovers = new Failovers(nanos -> {
            Stats.record(lane.stats.failover, nanos);
            stats.longestFailover = Math.max(stats.longestFailover, nanos / 1_000);
        });
    }

    EventLoop loop() {
        return lane.loop;
    }

    /** Nanoseconds since the run began. */
    long now() {
        return lane.now();
    }

    void enrols() {
        consumers++;
    }

    /** @param late how much later than it was due, in nanoseconds */
    void isSent(int member, Shards report, long late) {
        lane.stats.sent++;
        stats.sent++;
        Stats.record(lane.stats.lag, late);
        judge.sends(member, report);
    }

    void isAnsweredAfter(long nanos) {
        Stats.record(lane.stats.latency, nanos);
        Stats.record(stats.latency, nanos);
    }

    /** @param sentAt when the heartbeat was sent that is answered now */
    void isGranted(int member, long sentAt, Answer answer) {
        lane.stats.granted++;
        stats.granted++;
        Shards gained = judge.isGranted(member, sentAt, now(), answer.grant(), answer.epoch());
        failovers.granted(member, gained, now());
    }

    void hasFailed(int member, Answer answer) {
        lane.stats.error(answer.code());
        stats.errors++;
        if (answer.kind() == Answer.Kind.UNKNOWN_MEMBER) {
            judge.isUnknown(member, now());
        } else {
            judge.isUnanswered(member);
        }
    }

    GroupFigures figures() {
        return GroupFigures.of(spec.name(), spec.protocol(), consumers, stats, judge.breachCount());
    }
}
