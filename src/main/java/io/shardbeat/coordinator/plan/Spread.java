package io.shardbeat.coordinator.plan;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.group.GroupSnapshot;
import io.shardbeat.group.Member;
import java.util.HashMap;
import java.util.Map;

/** How uneven a group's loads are. */
final class Spread {
    private Spread() {}

    /**
     * The most shards that a member has, less the fewest, among those alive that are to receive some. Where weights differ,
     * of the shards for each part of weight: rounded up for the most, down for the fewest.
     */
    static int of(GroupSnapshot group, Map<ShardId, MemberId> owners) {
        Map<MemberId, Integer> loads = new HashMap<>();
        owners.values().forEach(owner -> loads.merge(owner, 1, Integer::sum));
        int most = 0;
        int fewest = Integer.MAX_VALUE;
        for (Member member : group.members()) {
            if (member.lease() != null && !group.wishes().isDrained(member.id(), group.now())) {
                int load = loads.getOrDefault(member.id(), 0);
                int weight = group.weight(member.id());
                most = Math.max(most, (load + weight - 1) / weight);
                fewest = Math.min(fewest, load / weight);
            }
        }
        return fewest == Integer.MAX_VALUE ? 0 : most - fewest;
    }
}
