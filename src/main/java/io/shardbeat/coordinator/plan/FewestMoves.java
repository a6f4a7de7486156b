package io.shardbeat.coordinator.plan;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.group.GroupSnapshot;
import io.shardbeat.group.Member;
import io.shardbeat.group.wish.Pin;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How many shards have to change hands at the least so that loads are even, whoever plans: those whose owner may not keep
 * them, and what members have beyond their share. Counted by itself, as a measure for the planner.
 */
final class FewestMoves {
    private FewestMoves() {}

    /**
     * @param wished the group as it is wished for
     * @param before who has each shard
     */
    static int of(GroupSnapshot wished, Map<ShardId, MemberId> before) {
        Map<MemberId, Integer> weights = receiving(wished);
        if (weights.isEmpty()) {
            return 0;
        }
        Map<MemberId, int[]> kept = new HashMap<>();
        weights.keySet().forEach(member -> kept.put(member, new int[2]));
        List<ShardId> shards = wished.shards().shards();
        int moves = 0;
        for (ShardId shard : shards) {
            MemberId owner = before.get(shard);
            MemberId pin = pin(wished, shard, weights);
            int[] load = owner == null ? null : kept.get(owner);
            if (load == null || pin != null && !pin.equals(owner)) {
                moves++;
            } else {
                load[pin == null ? 0 : 1]++;
            }
        }
        return moves + beyondShares(weights, kept, shards.size());
    }

    private static Map<MemberId, Integer> receiving(GroupSnapshot group) {
        Map<MemberId, Integer> weights = new HashMap<>();
        for (Member member : group.members()) {
            boolean leaves = member.lease() == null
                    || group.wishes().departures().containsKey(member.id())
                    || group.wishes().isDrained(member.id(), group.now());
            if (!leaves) {
                weights.put(member.id(), group.weight(member.id()));
            }
        }
        return weights;
    }

    private static @Nullable MemberId pin(GroupSnapshot group, ShardId shard, Map<MemberId, Integer> weights) {
        Pin pin = group.wishes().pins().get(shard);
        return pin != null && weights.containsKey(pin.member()) ? pin.member() : null;
    }

    /** Each has its share rounded down; as many as shards are left then have one more, best those that lose one else. */
    private static int beyondShares(Map<MemberId, Integer> weights, Map<MemberId, int[]> kept, int shards) {
        long sum = weights.values().stream().mapToLong(Integer::longValue).sum();
        long left = shards;
        List<Integer> beyond = new ArrayList<>();
        for (Map.Entry<MemberId, Integer> weight : weights.entrySet()) {
            long share = shards * (long) weight.getValue() / sum;
            left -= share;
            int[] load = kept.getOrDefault(weight.getKey(), new int[2]);
            beyond.add((int) Math.min(load[0], Math.max(0, load[0] + load[1] - share)));
        }
        beyond.sort(Comparator.reverseOrder());
        int moves = 0;
        for (int i = 0; i < beyond.size(); i++) {
            moves += Math.max(0, beyond.get(i) - (i < left ? 1 : 0));
        }
        return moves;
    }
}
