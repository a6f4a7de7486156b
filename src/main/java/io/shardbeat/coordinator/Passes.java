package io.shardbeat.coordinator;

import io.shardbeat.group.GroupId;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Runs the passes that this node's heartbeats ask for, at once instead of at the next tick. Requests for one group that
 * come within the coalescing time share one pass, and one group's passes run one after the other. After each the group
 * rests for many times as long as it took, so that the joins of a big group, whose passes take long, cost a handful of
 * passes too. Only an economy: what is asked for is also in the due index, where any node finds it.
 */
public final class Passes {
    /** A group's passes take at most about this share of the time. */
    private static final int REST = 32;

    private final Function<GroupId, ? extends CompletionStage<?>> pass;
    private final Timer timer;
    private final Duration coalesce;
    private final Duration longestRest;
    private final Map<GroupId, CompletableFuture<Void>> waiting = new ConcurrentHashMap<>();
    /** Completes when the next pass of the group may start. */
    private final Map<GroupId, CompletableFuture<Void>> turns = new ConcurrentHashMap<>();

    /**
     * @param pass looks at one group; completes when it is done, and may fail
     * @param coalesce how long a pass waits for others to ask for the same one
     * @param longestRest the tick: there is no use in resting longer, since it runs what is due
     */
    public Passes(
            Function<GroupId, ? extends CompletionStage<?>> pass,
            Timer timer,
            Duration coalesce,
            Duration longestRest) {
        this.pass = pass;
        this.timer = timer;
        this.coalesce = coalesce;
        this.longestRest = longestRest;
    }

    /** A pass over the group that starts after this call; completes when it is over, however it went. */
    public CompletionStage<Void> soon(GroupId group) {
        return waiting.computeIfAbsent(group, g -> {
            CompletableFuture<Void> asked = new CompletableFuture<>();
            timer.after(coalesce, () -> startInTurn(g, asked));
            return asked;
        });
    }

    private void startInTurn(GroupId group, CompletableFuture<Void> asked) {
        CompletableFuture<Void> before = turns.get(group);
        if (before != null && !before.isDone()) {
            before.whenComplete((done, failure) -> startInTurn(group, asked));
            return;
        }
        CompletableFuture<Void> turn = new CompletableFuture<>();
        turns.put(group, turn);
        waiting.remove(group, asked);
        long started = timer.nanoTime();
        pass.apply(group).whenComplete((done, failure) -> {
            asked.complete(null);
            timer.after(restAfter(Duration.ofNanos(timer.nanoTime() - started)), () -> {
                turns.remove(group, turn);
                turn.complete(null);
            });
        });
    }

    private Duration restAfter(Duration took) {
        Duration rest = took.multipliedBy(REST);
        return rest.compareTo(longestRest) < 0 ? rest : longestRest;
    }
}
