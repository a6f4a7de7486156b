package io.shardbeat.redis.group;

import io.shardbeat.coordinator.StoreListener;
import io.shardbeat.redis.link.ConnectionScope;
import io.shardbeat.redis.link.Link;
import io.shardbeat.redis.link.RedisCall;
import io.shardbeat.redis.link.RedisPipeline;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Commits that are done when replicas have them, too, or when they had time enough for it (ADR 0020). {@code WAIT} counts
 * for the connection that wrote, and blocks it: so commits have connections of their own, and go in rounds, all that came
 * during a round in the next one, with one {@code WAIT} for each master. Who does not wait for commits never waits for replicas.
 */
public final class ReplicatedCommits implements CommitWay {
    private final RedisPipeline redis;
    private final Replication replication;
    private final StoreListener listener;
    private final Link link;
    /** These two are only touched on the loop of the link. */
    private List<Commit> next = new ArrayList<>();

    private boolean underWay;

    public ReplicatedCommits(RedisPipeline redis, Replication replication, StoreListener listener) {
        this.redis = redis;
        this.replication = replication;
        this.listener = listener;
        this.link = redis.separateLink();
    }

    /**
     * What is asked for.
     *
     * @param replicas how many must have a commit
     * @param patience for how long to wait for them; less than a command may take, or the connection is taken for broken
     */
    public record Replication(int replicas, Duration patience) {}

    private record Commit(RedisCall call, CompletableFuture<@Nullable Response> done) {}

    @Override
    public CompletionStage<@Nullable Response> send(RedisCall call, boolean quiet) {
        if (quiet) {
            return redis.send(call);
        }
        CompletableFuture<@Nullable Response> done = new CompletableFuture<>();
        redis.onBackground(any -> {
            next.add(new Commit(call, done));
            if (!underWay) {
                round();
            }
        });
        return done;
    }

    private void round() {
        List<Commit> commits = next;
        next = new ArrayList<>();
        underWay = !commits.isEmpty();
        if (underWay) {
            CompletableFuture<?>[] masters =
                    byMaster(commits).stream().map(this::write).toArray(CompletableFuture<?>[]::new);
            CompletableFuture.allOf(masters).whenComplete((done, failure) -> redis.onBackground(any -> round()));
        }
    }

    /** Those over one connection together; where there is none yet, nobody knows who shares the one to come. */
    private Collection<List<Commit>> byMaster(List<Commit> commits) {
        Map<Object, List<Commit>> masters = new LinkedHashMap<>();
        for (Commit commit : commits) {
            ConnectionScope connection = link.scope(key(commit.call));
            masters.computeIfAbsent(connection == null ? commit : connection, master -> new ArrayList<>())
                    .add(commit);
        }
        return masters.values();
    }

    /**
     * In one turn of the loop, so over one connection: one that ends in between fails the commits or the {@code WAIT}, and
     * no other one answers for it. Completes when all is answered.
     */
    private CompletableFuture<Void> write(List<Commit> commits) {
        long begun = System.nanoTime();
        commits.forEach(commit -> link.send(commit.call));
        RedisCall wait = new RedisCall(
                Request.cmd(Command.WAIT)
                        .arg(replication.replicas())
                        .arg(replication.patience().toMillis()),
                null,
                commits.get(0).call.key);
        link.send(wait);
        CompletableFuture<Boolean> waited =
                wait.reply.handle((reply, failure) -> reply != null && reply.toInteger() >= replication.replicas());
        return CompletableFuture.allOf(commits.stream()
                .map(commit -> commit.call
                        .reply
                        .handle((reply, failure) -> waited.thenAccept(replicated -> {
                            if (failure == null) {
                                // One that took a detour was not written before this WAIT.
                                listener.committed(replicated && commit.call.detours == 0, System.nanoTime() - begun);
                                commit.done.complete(reply);
                            } else {
                                commit.done.completeExceptionally(failure);
                            }
                        }))
                        .thenCompose(ended -> ended))
                .toArray(CompletableFuture<?>[]::new));
    }

    private static byte[] key(RedisCall call) {
        return call.key instanceof byte[] encoded
                ? encoded
                : String.valueOf(call.key).getBytes(StandardCharsets.UTF_8);
    }
}
