package io.shardbeat.coordinator.wish;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.assignment.ShardSet;
import io.shardbeat.coordinator.wish.CommandOutcome.NoMember;
import io.shardbeat.coordinator.wish.CommandOutcome.NoShard;
import io.shardbeat.group.Grant;
import io.shardbeat.group.GroupShards;
import io.shardbeat.group.GroupSnapshot;
import io.shardbeat.group.Lease;
import io.shardbeat.group.Member;
import io.shardbeat.group.wish.Departure;
import io.shardbeat.group.wish.Drain;
import io.shardbeat.group.wish.Note;
import io.shardbeat.group.wish.Pin;
import io.shardbeat.group.wish.Weight;
import io.shardbeat.group.wish.Wishes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How a group might be. Told in advance, all of it counts; applied, what can be wished for: members that would join, and
 * shards that there would be, are nothing that the coordinator does.
 *
 * @param join names of members that there would be, too
 * @param leave members that would be gone
 * @param drain members that would receive nothing
 * @param weights per member, its share compared with others
 * @param pins per shard, who is to have it
 * @param shards per topic of the group, how many shards it would have, all of which may be given
 */
public record Proposal(
        Set<MemberId> join,
        Set<MemberId> leave,
        Set<MemberId> drain,
        Map<MemberId, Integer> weights,
        Map<ShardId, MemberId> pins,
        Map<String, Integer> shards)
        implements Command {
    public Proposal {
        join = Set.copyOf(join);
        leave = Set.copyOf(leave);
        drain = Set.copyOf(drain);
        weights = Map.copyOf(weights);
        pins = Map.copyOf(pins);
        shards = Map.copyOf(shards);
    }

    @Override
    public Optional<CommandOutcome> refusal(GroupSnapshot group) {
        Set<MemberId> there = new HashSet<>(group.membersById().keySet());
        for (MemberId member : leave) {
            if (!there.contains(member)) {
                return Optional.of(new NoMember(member));
            }
        }
        there.addAll(join);
        for (MemberId member : drain) {
            if (!there.contains(member)) {
                return Optional.of(new NoMember(member));
            }
        }
        for (String topic : shards.keySet()) {
            if (!group.shards().topics().contains(topic)) {
                return Optional.of(new NoShard(new ShardId(topic, 0)));
            }
        }
        ShardSet all = shards(group).all();
        return pins.keySet().stream()
                .filter(shard -> !all.contains(shard))
                .findFirst()
                .map(NoShard::new);
    }

    @Override
    public Wishes applyTo(GroupSnapshot group, Note note, @Nullable Instant leaseEnd) {
        Wishes wishes = group.wishes();
        // Of a heartbeat after the look the lease ends later than this: then it has not left.
        Instant latestEnd = group.now().plus(group.policy().sessionTimeout());
        for (MemberId member : leave) {
            wishes = wishes.withDeparture(member, Departure.left(latestEnd, note));
        }
        for (MemberId member : drain) {
            wishes = wishes.withDrain(member, new Drain(null, false, note));
        }
        for (Map.Entry<MemberId, Integer> weight : weights.entrySet()) {
            wishes = wishes.withWeight(weight.getKey(), new Weight(weight.getValue(), note));
        }
        for (Map.Entry<ShardId, MemberId> pin : pins.entrySet()) {
            wishes = wishes.withPin(pin.getKey(), new Pin(pin.getValue(), note));
        }
        return wishes;
    }

    @Override
    public GroupSnapshot foreseen(GroupSnapshot group, Wishes wished) {
        List<Member> members = new ArrayList<>(group.members());
        Set<MemberId> there = group.membersById().keySet();
        join.stream()
                .filter(name -> !there.contains(name))
                .sorted()
                .map(name -> new Member(name, Grant.NOTHING, true, new Lease(ShardSet.EMPTY, group.epoch(), 0)))
                .forEach(members::add);
        return new GroupSnapshot(
                group.id(),
                group.settings(),
                group.policy(),
                group.epoch(),
                group.now(),
                group.expiryHeldUntil(),
                group.formingSince(),
                members,
                group.handOvers(),
                group.fences(),
                group.watch(),
                shards(group),
                wished,
                group.rebuildEpoch(),
                group.created());
    }

    private GroupShards shards(GroupSnapshot group) {
        if (shards.isEmpty()) {
            return group.assignable();
        }
        ShardSet.Builder all = new ShardSet.Builder();
        for (String topic : group.shards().topics()) {
            Integer count = shards.get(topic);
            all.topic(topic);
            all.addAll(
                    topic,
                    count == null
                            ? group.shards().numbers(topic)
                            : IntStream.range(0, count).toArray());
        }
        ShardSet built = all.build();
        return new GroupShards(built, group.assignable().readOnly().intersect(built));
    }
}
