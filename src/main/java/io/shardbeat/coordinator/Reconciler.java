package io.shardbeat.coordinator;

import io.shardbeat.coordinator.GroupStore.Claim;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupSnapshot;
import io.shardbeat.group.Plan;
import io.shardbeat.group.Planner;
import io.shardbeat.group.Commit;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One pass over one group: read, plan, commit. Level-triggered, so running it twice, late, or on two nodes at once has
 * the same result: the commit checks that the group is still as it was read. A big plan takes several commits, each on
 * top of the one before, without reading the group again.
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
                                : pass(claim.get(), attempt),
                        executor);
    }

    private CompletionStage<Void> pass(Claim claim, int attempt) {
        Progress progress = new Progress(claim);
        return proceed(progress, planner.step(claim.snapshot()))
                .whenComplete((finished, failure) -> progress.tell(listener))
                .thenCompose(finished -> finished
                        ? CompletableFuture.<Void>completedFuture(null)
                        : again(claim.snapshot().id(), progress.hasBegun() ? 1 : attempt + 1));
    }

    private CompletionStage<Void> again(GroupId group, int attempt) {
        listener.stale(group);
        return attempt <= ATTEMPTS ? attempt(group, attempt) : CompletableFuture.completedFuture(null);
    }

    /** Whether the pass came to its end; if not, the group has changed under it. */
    private CompletionStage<Boolean> proceed(Progress progress, Commit step) {
        return store.commit(progress.claim(), step.plan()).thenCompose(outcome -> {
            if (outcome.isStale()) {
                return CompletableFuture.completedFuture(false);
            }
            progress.committed(step.plan());
            return step.plan().more()
                    ? CompletableFuture.supplyAsync(() -> next(progress.apply(step.plan(), outcome.epoch()), step.rest()), executor)
                            .thenCompose(next -> proceed(progress, next))
                    : CompletableFuture.completedFuture(true);
        });
    }

    private Commit next(GroupSnapshot now, @Nullable Plan rest) {
        return rest == null ? planner.step(now) : planner.step(now, rest);
    }
}
