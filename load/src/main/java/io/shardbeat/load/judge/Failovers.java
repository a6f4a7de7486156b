package io.shardbeat.load.judge;

import io.shardbeat.load.plan.Shards;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongConsumer;

/**
 * How long the shards of killed members stay with nobody, in one group: from the kill to the first answer that gives
 * them to another member. A shard that goes back to its old member under its name is not counted.
 */
public final class Failovers {
    private final Map<Integer, Orphan> orphans = new HashMap<>();
    private final LongConsumer taken;

    private record Orphan(int member, long since) {}

    /** @param taken told the nanoseconds of each shard */
    public Failovers(LongConsumer taken) {
        this.taken = taken;
    }

    public void killed(int member, Shards held, long at) {
        held.forEach(shard -> orphans.putIfAbsent(shard, new Orphan(member, at)));
    }

    public void granted(int member, Shards gained, long at) {
        if (orphans.isEmpty()) {
            return;
        }
        gained.forEach(shard -> {
            Orphan orphan = orphans.remove(shard);
            if (orphan != null && orphan.member != member) {
                taken.accept(at - orphan.since);
            }
        });
    }

    /** How many shards of killed members nobody was given yet. */
    public int open() {
        return orphans.size();
    }

    /** How long the longest of them has been waiting, nanoseconds; 0 without any. */
    public long longestOpen(long at) {
        return orphans.values().stream()
                .mapToLong(orphan -> at - orphan.since)
                .max()
                .orElse(0);
    }
}
