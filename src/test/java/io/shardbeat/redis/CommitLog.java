package io.shardbeat.redis;

import io.shardbeat.coordinator.pass.PassListener;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupSnapshot;
import io.shardbeat.group.plan.Plan;
import io.shardbeat.group.shard.Decision;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Every commit that changed something, of all nodes. */
public final class CommitLog implements PassListener {
    public final Queue<Commit> commits = new ConcurrentLinkedQueue<>();
    public final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    public final AtomicInteger stale = new AtomicInteger();

    public record Commit(GroupSnapshot read, Plan plan) {}

    @Override
    public void committed(GroupSnapshot snapshot, Plan plan) {
        if (!plan.changesNothing()) {
            commits.add(new Commit(snapshot, plan));
        }
    }

    @Override
    public void stale(GroupId group) {
        stale.incrementAndGet();
    }

    @Override
    public void failed(GroupId group, Throwable failure) {
        failures.add(failure);
    }

    /** In the order of the epochs they were made at. */
    public List<Commit> inOrder() {
        List<Commit> sorted = new ArrayList<>(commits);
        sorted.sort(Comparator.comparingLong(commit -> commit.read().epoch()));
        return sorted;
    }

    public Map<Decision.Kind, Integer> decisions() {
        Map<Decision.Kind, Integer> counts = new EnumMap<>(Decision.Kind.class);
        commits.forEach(commit -> commit.plan().decisions().forEach(d -> counts.merge(d.kind(), 1, Integer::sum)));
        return counts;
    }
}
