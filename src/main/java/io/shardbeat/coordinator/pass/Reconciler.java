package io.shardbeat.coordinator.pass;

import io.shardbeat.coordinator.GroupStore;
import io.shardbeat.coordinator.GroupStore.Claim;
import io.shardbeat.coordinator.StoreUnavailableException;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupSnapshot;
import io.shardbeat.group.plan.Plan;
import io.shardbeat.group.plan.Planner;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * One pass over one group: read, plan, commit. Level-triggered, so running it twice, late, or on two nodes at once has
 * the same result: the commit checks that the group is still as it was read. A big plan takes several commits, each on
 * top of the one before, without reading the group again.
 */
public final class Reconciler {
    /** A pass that keeps losing the race leaves the group due: the winner's pass saw the same world. */
    private static final int ATTEMPTS = 4;

    /** For how long a group is left alone that could not even be marked. */
    private static final Duration UNMARKED = Duration.ofSeconds(5);

    private static final CompletionStage<Void> NOTHING = CompletableFuture.completedStage(null);

    private final GroupStore store;
    private final Planner planner;
    private final Executor executor;
    private final PassListener listener;
    private final SetApart apart;

    /** Leaves no group alone: for those who decide by themselves when to try again. */
    public Reconciler(GroupStore store, Planner planner, Executor executor, PassListener listener) {
        this(store, planner, executor, listener, new SetApart(() -> Long.MAX_VALUE));
    }

    /** @param executor where plans are made; never an event loop, a big plan takes milliseconds */
    public Reconciler(GroupStore store, Planner planner, Executor executor, PassListener listener, SetApart apart) {
        this.store = store;
        this.planner = planner;
        this.executor = executor;
        this.listener = listener;
        this.apart = apart;
    }

    /**
     * Never completes exceptionally: a failure is told to the listener, and the group stays due. If the store is not to
     * blame, the group is left alone for a while.
     */
    public CompletionStage<Void> reconcile(GroupId group) {
        if (apart.isApart(group)) {
            return CompletableFuture.completedFuture(null);
        }
        Runnable over = listener.begun(group);
        return CompletableFuture.completedFuture(group)
                .thenCompose(due -> attempt(due, 1))
                .handle((done, failure) -> {
                    over.run();
                    return failure;
                })
                .thenCompose(failure -> failure == null ? NOTHING : failed(group, failure));
    }

    private CompletionStage<Void> failed(GroupId group, Throwable failure) {
        listener.failed(group, failure);
        if (StoreUnavailableException.isBehind(failure)) {
            return NOTHING;
        }
        return store.setApart(group, reason(failure))
                .exceptionally(unmarked -> UNMARKED)
                .thenAccept(time -> apart.leave(group, time));
    }

    private static String reason(Throwable failure) {
        Throwable cause = StoreUnavailableException.behind(failure);
        return cause instanceof StoreUnavailableException ? String.valueOf(cause.getMessage()) : cause.toString();
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
        return proceed(progress, planner.parts(claim.snapshot()).iterator())
                .whenCompleteAsync((finished, failure) -> progress.tell(listener), executor)
                .thenCompose(finished -> finished
                        ? CompletableFuture.<Void>completedFuture(null)
                        : again(claim.snapshot().id(), progress.hasBegun() ? 1 : attempt + 1));
    }

    private CompletionStage<Void> again(GroupId group, int attempt) {
        listener.stale(group);
        return attempt <= ATTEMPTS ? attempt(group, attempt) : CompletableFuture.completedFuture(null);
    }

    /** Whether the pass came to its end; if not, the group has changed under it. */
    private CompletionStage<Boolean> proceed(Progress progress, Iterator<Plan> parts) {
        Plan part = parts.next();
        return store.commit(progress.claim(), part).thenCompose(outcome -> {
            if (outcome.isStale()) {
                return CompletableFuture.completedFuture(false);
            }
            progress.committed(part);
            return part.more()
                    ? CompletableFuture.supplyAsync(() -> next(progress.apply(part, outcome.epoch()), parts), executor)
                            .thenCompose(next -> proceed(progress, next))
                    : CompletableFuture.completedFuture(true);
        });
    }

    private Iterator<Plan> next(GroupSnapshot now, Iterator<Plan> parts) {
        return parts.hasNext() ? parts : planner.parts(now).iterator();
    }
}
