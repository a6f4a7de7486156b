package io.shardbeat.coordinator.pass;

import io.shardbeat.group.GroupId;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs the passes that this node's heartbeats ask for, at once instead of at the next tick. Requests for one group that
 * come within the coalescing time share one pass, and one group's passes run one after the other: a thousand joins cost
 * a handful of passes. Only an economy: what is asked for is also in the due index, where any node finds it.
 *
 * <p>A pass costs what its group is big. Where somebody has waited for the next one whenever one was over, for longer than a
 * fleet takes to start, the group rests before each, for some times as long as the last one took: who joins all the time
 * does not take all there is from the others. Who joins a group alone, or one after the other, never meets a rest.
 */
public final class PassCoalescer {
    /** The passes of a group that is asked for all the time take a quarter of it at the most. */
    private static final int REST = 3;

    /** For so long its passes follow each other. Joins of ten thousand members are over in half of it, on two cores. */
    private static final long BURST_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Function<GroupId, CompletionStage<Void>> reconciler;
    private final Later later;
    private final LongSupplier nanoTime;
    private final long coalesceNanos;
    private final long mostRestNanos;
    private final Map<GroupId, CompletableFuture<Void>> waiting = new ConcurrentHashMap<>();
    private final Map<GroupId, Running> running = new ConcurrentHashMap<>();

    /** @param askedSinceNanos since when there has always been somebody who waited */
    private record Running(CompletableFuture<Void> pass, long beganNanos, long askedSinceNanos) {}

    /** Does something after a while. */
    interface Later {
        void after(long nanos, Runnable task);
    }

    /**
     * @param coalesce how long a pass waits for others to ask for the same one
     * @param mostRest the longest rest of a group between two passes
     */
    public PassCoalescer(Reconciler reconciler, Executor executor, Duration coalesce, Duration mostRest) {
        this(
                reconciler::reconcile,
                (nanos, task) -> CompletableFuture.delayedExecutor(nanos, TimeUnit.NANOSECONDS, executor)
                        .execute(task),
                System::nanoTime,
                coalesce,
                mostRest);
    }

    PassCoalescer(
            Function<GroupId, CompletionStage<Void>> reconciler,
            Later later,
            LongSupplier nanoTime,
            Duration coalesce,
            Duration mostRest) {
        this.reconciler = reconciler;
        this.later = later;
        this.nanoTime = nanoTime;
        this.coalesceNanos = coalesce.toNanos();
        this.mostRestNanos = mostRest.toNanos();
    }

    /** A pass over the group that starts after this call; completes when it is over, however it went. */
    public CompletionStage<Void> soon(GroupId group) {
        return waiting.computeIfAbsent(group, g -> {
            CompletableFuture<Void> pass = new CompletableFuture<>();
            later.after(coalesceNanos, () -> startAfterOthers(g, pass, null));
            return pass;
        });
    }

    /** Whether a pass over the group has been asked for that has not started. */
    public boolean isWaiting(GroupId group) {
        return waiting.containsKey(group);
    }

    private void startAfterOthers(GroupId group, CompletableFuture<Void> pass, @Nullable Running last) {
        Running before = running.get(group);
        if (before != null) {
            before.pass.whenComplete(
                    (done, failure) -> later.after(restAfter(before), () -> startAfterOthers(group, pass, before)));
            return;
        }
        long began = nanoTime.getAsLong();
        Running now = new Running(pass, began, last == null ? began : last.askedSinceNanos);
        running.put(group, now);
        waiting.remove(group, pass);
        reconciler.apply(group).whenComplete((done, failure) -> {
            running.remove(group, now);
            pass.complete(null);
        });
    }

    private long restAfter(Running pass) {
        long now = nanoTime.getAsLong();
        return now - pass.askedSinceNanos < BURST_NANOS ? 0 : Math.min(REST * (now - pass.beganNanos), mostRestNanos);
    }
}
