package io.shardbeat.admin.view.shard;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.group.GroupSnapshot;
import io.shardbeat.group.HandOver;
import io.shardbeat.group.Member;
import io.shardbeat.group.wish.Park;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A snapshot shard by shard: it is kept member by member. */
public final class ShardTable {
    private final GroupSnapshot snapshot;
    private final List<ShardId> shards;
    private final Map<ShardId, MemberId> holders = new HashMap<>();
    private final Map<ShardId, HandOver> handOvers = new HashMap<>();

    public ShardTable(GroupSnapshot snapshot) {
        this.snapshot = snapshot;
        this.shards = snapshot.shards().shards();
        for (Member member : snapshot.members()) {
            member.grant().shards().shards().forEach(shard -> holders.put(shard, member.id()));
        }
        snapshot.handOvers().forEach(handOver -> handOvers.put(handOver.shard(), handOver));
    }

    public Map<ShardPhase, Integer> counts() {
        Map<ShardPhase, Integer> counts = new EnumMap<>(ShardPhase.class);
        shards.forEach(shard -> counts.merge(state(shard), 1, Integer::sum));
        return counts;
    }

    /** How many hand-overs take longer than their limit. */
    public int stuck() {
        return (int) handOvers.values().stream().filter(HandOver::stuck).count();
    }

    public Stream<ShardView> views() {
        return shards.stream().map(this::view);
    }

    /**
     * A part of the shards that are in a state.
     *
     * @param total how many there are in that state
     * @param next how many to leave out for the next part; {@code null} at the end
     */
    public record Selection(
            int total, List<ShardView> shards, @Nullable String next) {
        public List<ShardId> ids() {
            return shards.stream()
                    .map(shard -> new ShardId(shard.topic(), shard.number()))
                    .toList();
        }
    }

    public Selection select(@Nullable ShardPhase state, int offset, int limit) {
        List<ShardId> wanted = state == null
                ? shards
                : shards.stream().filter(shard -> state(shard) == state).toList();
        int start = Math.min(offset, wanted.size());
        int end = Math.min(wanted.size(), start + limit);
        return new Selection(
                wanted.size(),
                wanted.subList(start, end).stream().map(this::view).toList(),
                end < wanted.size() ? Integer.toString(end) : null);
    }

    /** One shard; {@code null} when the group has none of that name, or may not be given it and nobody holds it. */
    public @Nullable ShardView find(ShardId shard) {
        boolean known = snapshot.shards().contains(shard) || holders.containsKey(shard) || handOvers.containsKey(shard);
        return known ? view(shard) : null;
    }

    /** The first shards that a member holds or has to let go of, by topic and number. */
    public List<ShardView> of(MemberId member, int most) {
        Stream<ShardId> held = holders.entrySet().stream()
                .filter(entry -> entry.getValue().equals(member))
                .map(Map.Entry::getKey);
        Stream<ShardId> leaving = handOvers.values().stream()
                .filter(handOver -> handOver.holder().equals(member) && !holders.containsKey(handOver.shard()))
                .map(HandOver::shard);
        return Stream.concat(held, leaving).sorted().limit(most).map(this::view).toList();
    }

    /** A grant wins over a hand-over, as it does in a pass. */
    private ShardPhase state(ShardId shard) {
        if (holders.containsKey(shard)) {
            return ShardPhase.HELD;
        }
        if (handOvers.containsKey(shard)) {
            return ShardPhase.HANDING_OVER;
        }
        if (snapshot.wishes().isParked(shard, snapshot.now())) {
            return ShardPhase.PARKED;
        }
        Instant until = fencedUntil(shard);
        if (until == null || !until.isAfter(snapshot.now())) {
            return ShardPhase.FREE;
        }
        return snapshot.watch().isParkedAt(shard, snapshot.now()) ? ShardPhase.PARKED : ShardPhase.FENCED;
    }

    private @Nullable Instant fencedUntil(ShardId shard) {
        Instant fence = snapshot.fences().get(shard);
        Park park = snapshot.wishes().parks().get(shard);
        return park == null || fence != null && fence.isAfter(park.until()) ? fence : park.until();
    }

    private ShardView view(ShardId shard) {
        ShardPhase state = state(shard);
        HandOver handOver = state == ShardPhase.HANDING_OVER ? handOvers.get(shard) : null;
        MemberId holder = handOver == null ? holders.get(shard) : handOver.holder();
        MemberId next = handOver == null ? null : handOver.next();
        return new ShardView(
                shard.toString(),
                shard.topic(),
                shard.number(),
                state,
                holder == null ? null : holder.name(),
                next == null ? null : next.name(),
                handOver == null ? null : handOver.since(),
                handOver == null ? null : handOver.sinceEpoch(),
                handOver != null && handOver.stuck(),
                restsUntil(shard, state, handOver));
    }

    private @Nullable Instant restsUntil(ShardId shard, ShardPhase state, @Nullable HandOver handOver) {
        if (handOver != null && handOver.isReleased()) {
            return snapshot.policy().restEnds(handOver);
        }
        boolean rests = state == ShardPhase.FENCED || state == ShardPhase.PARKED;
        return rests ? fencedUntil(shard) : null;
    }
}
