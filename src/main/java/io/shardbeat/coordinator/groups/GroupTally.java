package io.shardbeat.coordinator.groups;

import io.shardbeat.assignment.ShardId;
import io.shardbeat.assignment.ShardSet;
import io.shardbeat.coordinator.groups.GroupState.Signs;
import io.shardbeat.group.GroupSnapshot;
import io.shardbeat.group.HandOver;
import io.shardbeat.group.Member;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A group in numbers.
 *
 * @param state what is to be said of it as a whole
 * @param alive members that beat, and have been looked at by a pass
 * @param pending members that no pass has looked at yet
 * @param silent members whose lease is gone: the next pass expires them
 * @param held shards in a grant
 * @param handingOver shards that a holder was asked for
 * @param free shards that nobody has
 * @param resting shards that nobody may have for a while, parked ones included
 */
public record GroupTally(
        GroupState state, int alive, int pending, int silent, int held, int handingOver, int free, int resting) {
    public static GroupTally of(GroupSnapshot group) {
        int pending = 0;
        int silent = 0;
        int held = 0;
        for (Member member : group.members()) {
            pending += member.pending() ? 1 : 0;
            silent += !member.pending() && member.lease() == null ? 1 : 0;
            held += member.grant().shards().size();
        }
        int handingOver = group.handOvers().size();
        int resting = resting(group);
        int free = Math.max(0, group.shards().size() - held - handingOver - resting);
        int members = group.members().size();
        Signs signs = new Signs(
                group.isRebuilding(),
                group.wishes().pausedAt(group.now()) != null,
                (int) group.handOvers().stream().filter(HandOver::stuck).count(),
                handingOver,
                pending + silent + free,
                members);
        return new GroupTally(
                GroupState.of(signs), members - pending - silent, pending, silent, held, handingOver, free, resting);
    }

    /** Fenced, parked by an operator or by the poison guard; a parked one that somebody still has does not rest yet. */
    private static int resting(GroupSnapshot group) {
        Instant now = group.now();
        Set<ShardId> parked = new HashSet<>();
        Stream.concat(
                        group.wishes().parks().keySet().stream()
                                .filter(shard -> group.wishes().isParked(shard, now)),
                        group.watch().deaths().keySet().stream()
                                .filter(shard -> group.watch().isParkedAt(shard, now)))
                .filter(shard -> group.shards().contains(shard))
                .forEach(parked::add);
        if (!parked.isEmpty()) {
            group.handOvers().forEach(handOver -> parked.remove(handOver.shard()));
            for (Member member : group.members()) {
                ShardSet grant = member.grant().shards();
                parked.removeIf(grant::contains);
            }
        }
        group.fences().forEach((shard, until) -> {
            if (until.isAfter(now)) {
                parked.add(shard);
            }
        });
        return parked.size();
    }

    /** Of a group that cannot be read. */
    public static GroupTally damaged(int members) {
        return new GroupTally(GroupState.DAMAGED, members, 0, 0, 0, 0, 0, 0);
    }
}
