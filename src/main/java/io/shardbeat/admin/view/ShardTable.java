package io.shardbeat.admin.view;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.group.GroupSnapshot;
import io.shardbeat.group.HandOver;
import io.shardbeat.group.Member;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A snapshot shard by shard: it is kept member by member. */
final class ShardTable {
    private final GroupSnapshot snapshot;
    private final List<ShardId> shards;
    private final Map<ShardId, MemberId> holders = new HashMap<>();
    private final Map<ShardId, HandOver> handOvers = new HashMap<>();

    ShardTable(GroupSnapshot snapshot) {
        this.snapshot = snapshot;
        this.shards = snapshot.shards().shards();
        for (Member member : snapshot.members()) {
            member.grant().shards().shards().forEach(shard -> holders.put(shard, member.id()));
        }
        snapshot.handOvers().forEach(handOver -> handOvers.put(handOver.shard(), handOver));
    }

    Map<ShardState, Integer> counts() {
        Map<ShardState, Integer> counts = new EnumMap<>(ShardState.class);
        shards.forEach(shard -> counts.merge(state(shard), 1, Integer::sum));
        return counts;
    }

    /** How many hand-overs take longer than their limit. */
    int stuck() {
        return (int) handOvers.values().stream().filter(HandOver::stuck).count();
    }

    ShardPage page(@Nullable ShardState state, int offset, int limit) {
        List<ShardId> wanted = state == null
                ? shards
                : shards.stream().filter(shard -> state(shard) == state).toList();
        int start = Math.min(offset, wanted.size());
        int end = Math.min(wanted.size(), start + limit);
        return new ShardPage(
                snapshot.epoch(),
                wanted.size(),
                wanted.subList(start, end).stream().map(this::view).toList(),
                end < wanted.size() ? Integer.toString(end) : null);
    }

    /** A grant wins over a hand-over, as it does in a pass. */
    private ShardState state(ShardId shard) {
        if (holders.containsKey(shard)) {
            return ShardState.HELD;
        }
        if (handOvers.containsKey(shard)) {
            return ShardState.HANDING_OVER;
        }
        if (fencedUntil(shard) <= snapshot.nowMillis()) {
            return ShardState.FREE;
        }
        return snapshot.watch().isParkedAt(shard, snapshot.nowMillis()) ? ShardState.PARKED : ShardState.FENCED;
    }

    private long fencedUntil(ShardId shard) {
        return snapshot.fences().getOrDefault(shard, 0L);
    }

    private ShardView view(ShardId shard) {
        ShardState state = state(shard);
        HandOver handOver = state == ShardState.HANDING_OVER ? handOvers.get(shard) : null;
        MemberId holder = handOver == null ? holders.get(shard) : handOver.holder();
        MemberId next = handOver == null ? null : handOver.next();
        return new ShardView(
                shard.toString(),
                shard.topic(),
                shard.number(),
                state,
                holder == null ? null : holder.name(),
                next == null ? null : next.name(),
                handOver == null ? null : Instant.ofEpochMilli(handOver.sinceMillis()),
                handOver == null ? null : handOver.sinceEpoch(),
                handOver != null && handOver.stuck(),
                restsUntil(shard, state, handOver));
    }

    private @Nullable Instant restsUntil(ShardId shard, ShardState state, @Nullable HandOver handOver) {
        if (handOver != null && handOver.isReleased()) {
            return Instant.ofEpochMilli(handOver.releasedMillis())
                    .plus(snapshot.policy().releaseMargin());
        }
        boolean rests = state == ShardState.FENCED || state == ShardState.PARKED;
        return rests ? Instant.ofEpochMilli(fencedUntil(shard)) : null;
    }
}
