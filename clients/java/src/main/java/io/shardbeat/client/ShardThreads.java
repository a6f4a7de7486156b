package io.shardbeat.client;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntConsumer;

/**
 * Calls the user's listeners, those of one shard one after another, those of several at the same time: a listener that
 * takes long holds up nothing but its own shard, above all not the stop of another.
 */
final class ShardThreads implements Listeners {
    private static final Logger LOG = System.getLogger(ShardThreads.class.getName());

    private final GrantListener granted;
    private final RevokeListener revoked;
    private final FleetMetrics metrics;
    private final IntConsumer startFailed;
    private final IntConsumer ended;
    private final ExecutorService threads;
    private final Map<Integer, CompletableFuture<Void>> starts = new ConcurrentHashMap<>();

    ShardThreads(
            GrantListener granted,
            RevokeListener revoked,
            FleetMetrics metrics,
            IntConsumer startFailed,
            IntConsumer ended) {
        this.granted = granted;
        this.revoked = revoked;
        this.metrics = metrics;
        this.startFailed = startFailed;
        this.ended = ended;
        threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "shardbeat-listener");
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public void start(int shard, long token) {
        starts.put(shard, CompletableFuture.runAsync(() -> callGranted(shard, token), threads));
    }

    @Override
    public void stop(int shard) {
        CompletableFuture<Void> start = starts.remove(shard);
        if (start == null) {
            throw new IllegalStateException("shard " + shard + " was never started");
        }
        // Whatever became of the start; and nobody waits for the end.
        var unused = start.handleAsync((nothing, problem) -> callRevoked(shard), threads);
    }

    private void callGranted(int shard, long token) {
        try {
            metrics.granted(shard);
            granted.granted(shard, token);
        } catch (Throwable e) { // it is the user's, and what it began must be cleaned up
            failed(shard, e);
            startFailed.accept(shard);
        }
    }

    private boolean callRevoked(int shard) {
        long begun = System.nanoTime();
        try {
            revoked.revoked(shard);
            metrics.revoked(shard, Duration.ofNanos(System.nanoTime() - begun));
            return true;
        } catch (Throwable e) { // it is the user's, and counts as over
            failed(shard, e);
            return false;
        } finally {
            ended.accept(shard);
        }
    }

    private void failed(int shard, Throwable problem) {
        LOG.log(Level.WARNING, "a listener failed, shard=" + shard, problem);
        metrics.listenerFailed(shard, problem);
    }
}
