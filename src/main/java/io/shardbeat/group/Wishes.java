package io.shardbeat.group;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import java.util.Map;
import java.util.Set;

/**
 * What operators want of a group. They never change ownership: passes carry them out, through the same states as anything
 * else. What is said of members that are not there, or of shards that are not, has no effect until they are.
 *
 * @param weights per member, its share of the shards compared with others; 1 where nothing is said
 * @param pins per shard, the member that has it whenever it is alive and not drained
 * @param drained members that receive nothing and hand over what they have, as long as there is another to have it
 */
public record Wishes(Map<MemberId, Integer> weights, Map<ShardId, MemberId> pins, Set<MemberId> drained) {
    public static final Wishes NONE = new Wishes(Map.of(), Map.of(), Set.of());

    public Wishes {
        weights = Map.copyOf(weights);
        pins = Map.copyOf(pins);
        drained = Set.copyOf(drained);
        weights.forEach((member, weight) -> {
            if (weight < 1) {
                throw new IllegalArgumentException("the weight of " + member + " must be >= 1, was " + weight);
            }
        });
    }

    int weight(MemberId member) {
        return weights.getOrDefault(member, 1);
    }
}
