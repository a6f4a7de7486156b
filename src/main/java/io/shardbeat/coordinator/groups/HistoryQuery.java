package io.shardbeat.coordinator.groups;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.group.shard.Decision;
import io.shardbeat.group.shard.Decision.Kind;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a group's history is wanted, the latest first.
 *
 * @param since no pass before this, in Redis time; {@code null} for the beginning
 * @param until no pass after this, in Redis time; {@code null} for now
 * @param shard only what was decided of it; {@code null} for anything
 * @param member only what it lost or gained; {@code null} for anybody
 * @param kinds only these; empty for any
 * @param from where to go on: the {@link HistoryPage#next} of the page before; empty for the latest
 * @param limit how many passes at most
 * @param afterEpoch only passes that raised the group to more than this, 0 for any. Then passes come along, too, of which
 *     the store has not all decisions, and there is a next page unless every pass after the epoch was seen
 */
public record HistoryQuery(
        @Nullable Instant since,
        @Nullable Instant until,
        @Nullable ShardId shard,
        @Nullable MemberId member,
        Set<Kind> kinds,
        String from,
        int limit,
        long afterEpoch) {
    /** Whatever the epoch. */
    public HistoryQuery(
            @Nullable Instant since,
            @Nullable Instant until,
            @Nullable ShardId shard,
            @Nullable MemberId member,
            Set<Kind> kinds,
            String from,
            int limit) {
        this(since, until, shard, member, kinds, from, limit, 0);
    }

    public HistoryQuery {
        kinds = Set.copyOf(kinds);
    }

    /** The last passes, whatever they decided. */
    public static HistoryQuery latest(int limit) {
        return new HistoryQuery(null, null, null, null, Set.of(), "", limit);
    }

    /** What was decided of one shard. */
    public static HistoryQuery of(ShardId shard, int limit) {
        return new HistoryQuery(null, null, shard, null, Set.of(), "", limit);
    }

    /** What one member lost or gained. */
    public static HistoryQuery of(MemberId member, int limit) {
        return new HistoryQuery(null, null, null, member, Set.of(), "", limit);
    }

    /** What was decided of one shard after an epoch, and whether the store has lost something since. */
    public static HistoryQuery after(long epoch, ShardId shard) {
        return new HistoryQuery(null, null, shard, null, Set.of(), "", Integer.MAX_VALUE, epoch);
    }

    public HistoryQuery goingOn(String next) {
        return new HistoryQuery(since, until, shard, member, kinds, next, limit, afterEpoch);
    }

    /** Whether every decision of a pass is wanted, even of one that has none. */
    public boolean wantsAll() {
        return shard == null && member == null && kinds.isEmpty();
    }

    public boolean wants(Decision decision) {
        boolean isOfShard = shard == null || shard.equals(decision.shard());
        return (isOfShard || afterEpoch > 0 && decision.kind().isLoss())
                && (member == null || member.equals(decision.from()) || member.equals(decision.to()))
                && (kinds.isEmpty() || kinds.contains(decision.kind()));
    }
}
