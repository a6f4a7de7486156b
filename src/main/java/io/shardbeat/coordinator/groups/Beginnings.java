package io.shardbeat.coordinator.groups;

import io.shardbeat.assignment.ShardId;
import io.shardbeat.coordinator.groups.Histories.Because;
import io.shardbeat.coordinator.groups.HistoryPage.Pass;
import io.shardbeat.group.shard.Decision;
import io.shardbeat.group.shard.Whereabouts;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** With which decision the state of each of some shards began, as passes are looked at, the latest first. */
public final class Beginnings {
    private final long epoch;
    private final Set<ShardId> missing;
    private final Map<ShardId, Because> found = new HashMap<>();

    /** @param epoch the group's when the shards were seen: what was decided later did not begin what was seen */
    public Beginnings(Collection<ShardId> shards, long epoch) {
        this.missing = new HashSet<>(shards);
        this.epoch = epoch;
    }

    /** Whether a state of one of them began with the decision, as far as it matters still. */
    public boolean wants(Decision decision) {
        return missing.contains(decision.shard()) && Whereabouts.begin(decision);
    }

    /** Looks at an earlier pass than all before. */
    public void add(Pass pass) {
        List<Decision> decisions = pass.decisions();
        for (int i = decisions.size() - 1; i >= 0 && pass.epoch() <= epoch; i--) {
            Decision decision = decisions.get(i);
            if (wants(decision)) {
                missing.remove(decision.shard());
                found.put(decision.shard(), new Because(pass.epoch(), pass.at(), decision));
            }
        }
    }

    public boolean isComplete() {
        return missing.isEmpty();
    }

    /** Of those that were found. */
    public Map<ShardId, Because> found() {
        return Map.copyOf(found);
    }
}
