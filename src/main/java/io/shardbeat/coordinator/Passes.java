package io.shardbeat.coordinator;

import io.shardbeat.group.GroupId;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Runs the passes that this node's heartbeats ask for, at once instead of at the next tick. Requests for one group that
 * come within the coalescing time share one pass, and one group's passes run one after the other: a thousand joins cost
 * a handful of passes. Only an economy: what is asked for is also in the due index, where any node finds it.
 */
public final class Passes {
    private final Reconciler reconciler;
    private final Executor later;
    private final Map<GroupId, CompletableFuture<Void>> waiting = new ConcurrentHashMap<>();
    private final Map<GroupId, CompletableFuture<Void>> running = new ConcurrentHashMap<>();

    /** @param coalesce how long a pass waits for others to ask for the same one */
    public Passes(Reconciler reconciler, Executor executor, Duration coalesce) {
        this.reconciler = reconciler;
        this.later = CompletableFuture.delayedExecutor(coalesce.toMillis(), TimeUnit.MILLISECONDS, executor);
    }

    /** A pass over the group that starts after this call; completes when it is over, however it went. */
    public CompletionStage<Void> soon(GroupId group) {
        return waiting.computeIfAbsent(group, g -> {
            CompletableFuture<Void> pass = new CompletableFuture<>();
            later.execute(() -> startAfterOthers(g, pass));
            return pass;
        });
    }

    private void startAfterOthers(GroupId group, CompletableFuture<Void> pass) {
        CompletableFuture<Void> before = running.get(group);
        if (before != null && !before.isDone()) {
            before.whenComplete((done, failure) -> startAfterOthers(group, pass));
            return;
        }
        running.put(group, pass);
        waiting.remove(group, pass);
        reconciler.reconcile(group).whenComplete((done, failure) -> {
            running.remove(group, pass);
            pass.complete(null);
        });
    }
}
