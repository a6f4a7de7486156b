package io.shardbeat.coordinator;

import io.shardbeat.coordinator.GroupStore.Claim;
import io.shardbeat.coordinator.GroupStore.CommitOutcome;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.Plan;
import io.shardbeat.group.Planner;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * One pass over one group: read, plan, commit. Level-triggered, so running it twice, late, or on two nodes at once has
 * the same result: the commit checks that the group is still as it was read.
 */
public final class Reconciler {
    /** A pass that keeps losing the race leaves the group due: the winner's pass saw the same world. */
    private static final int ATTEMPTS = 4;

    private final GroupStore store;
    private final Planner planner;
    private final Executor executor;
    private final PassListener listener;

    /** @param executor where plans are made; never an event loop, a big plan takes milliseconds */
    public Reconciler(GroupStore store, Planner planner, Executor executor, PassListener listener) {
        this.store = store;
        this.planner = planner;
        this.executor = executor;
        this.listener = listener;
    }

    /** Never completes exceptionally: a failure is told to the listener, and the group stays due. */
    public CompletionStage<Void> reconcile(GroupId group) {
        return attempt(group, 1).exceptionally(failure -> {
            listener.failed(group, failure);
            return null;
        });
    }

    private CompletionStage<Void> attempt(GroupId group, int attempt) {
        return store.claim(group)
                .thenComposeAsync(
                        claim -> claim.isEmpty()
                                ? CompletableFuture.<Void>completedFuture(null)
                                : planAndCommit(claim.get(), attempt),
                        executor);
    }

    private CompletionStage<Void> planAndCommit(Claim claim, int attempt) {
        Plan plan = planner.plan(claim.snapshot());
        GroupId group = claim.snapshot().id();
        return store.commit(claim, plan).thenCompose(outcome -> {
            if (outcome == CommitOutcome.COMMITTED) {
                listener.committed(claim.snapshot(), plan);
                if (plan.isPartOfMore(claim.snapshot())) {
                    return attempt(group, 1);
                }
            } else {
                listener.stale(group);
                if (attempt < ATTEMPTS) {
                    return attempt(group, attempt + 1);
                }
            }
            return CompletableFuture.<Void>completedFuture(null);
        });
    }
}
