package io.shardbeat.redis;

import io.shardbeat.coordinator.BeatReply;
import io.shardbeat.coordinator.GroupStore;
import io.shardbeat.coordinator.Heartbeat;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.plan.Plan;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts how often passes read a group, and how much their commits write; something may be done before each of these. */
final class CountingStore implements GroupStore {
    final AtomicInteger reads = new AtomicInteger();
    /** What was committed, in hash fields. */
    final Queue<Integer> writes = new ConcurrentLinkedQueue<>();

    private final GroupStore store;
    private final Runnable before;

    CountingStore(GroupStore store) {
        this(store, () -> {});
    }

    CountingStore(GroupStore store, Runnable before) {
        this.store = store;
        this.before = before;
    }

    @Override
    public CompletionStage<Optional<Claim>> claim(GroupId group) {
        reads.incrementAndGet();
        before.run();
        return store.claim(group);
    }

    @Override
    public CompletionStage<CommitOutcome> commit(Claim claim, Plan plan) {
        writes.add(plan.grants().size()
                + plan.handOvers().size()
                + plan.endedHandOvers().size()
                + plan.fences().size()
                + plan.endedFences().size()
                + 2 * plan.expired().size());
        before.run();
        return store.commit(claim, plan);
    }

    @Override
    public CompletionStage<BeatReply> beat(Heartbeat heartbeat) {
        return store.beat(heartbeat);
    }

    @Override
    public CompletionStage<Optional<BeatReply>> answer(Heartbeat heartbeat) {
        return store.answer(heartbeat);
    }

    @Override
    public CompletionStage<List<GroupId>> sweep(int bucket, Sweep sweep) {
        return store.sweep(bucket, sweep);
    }

    @Override
    public boolean mayBeDue(int bucket) {
        return store.mayBeDue(bucket);
    }

    @Override
    public int buckets() {
        return store.buckets();
    }
}
