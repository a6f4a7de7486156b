package io.shardbeat.load.judge;

import io.shardbeat.load.plan.Shards;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/**
 * Who works on which shard when, in one group, and for how long two members did at once: from the answer that gave the
 * shard to the second, until one of them stopped.
 */
public final class Overlaps {
    private final Map<Integer, List<Work>> byShard = new HashMap<>();
    private final LongConsumer overlap;

    private record Work(int member, long since) {}

    /** @param overlap told the nanoseconds of each */
    public Overlaps(LongConsumer overlap) {
        this.overlap = overlap;
    }

    public void starts(int member, Shards shards, long at) {
        shards.forEach(shard -> {
            List<Work> workers = byShard.computeIfAbsent(shard, s -> new ArrayList<>(1));
            if (workers.stream().noneMatch(work -> work.member == member)) {
                workers.add(new Work(member, at));
            }
        });
    }

    public void stops(int member, Shards shards, long at) {
        shards.forEach(shard -> stops(member, shard, at));
    }

    private void stops(int member, int shard, long at) {
        List<Work> workers = byShard.getOrDefault(shard, List.of());
        Work ended = null;
        for (Iterator<Work> each = workers.iterator(); each.hasNext() && ended == null; ) {
            Work work = each.next();
            if (work.member == member) {
                ended = work;
                each.remove();
            }
        }
        if (ended != null) {
            for (Work other : workers) {
                overlap.accept(at - Math.max(other.since, ended.since));
            }
        }
    }

    /** Ends the watch: what overlaps still is counted up to now. */
    public void close(long at) {
        byShard.forEach((shard, workers) -> {
            while (!workers.isEmpty()) {
                stops(workers.get(0).member, shard, at);
            }
        });
    }
}
