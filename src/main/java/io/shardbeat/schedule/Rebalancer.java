package io.shardbeat.schedule;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.shardbeat.config.ShardbeatConfig;
import io.shardbeat.config.StartPatience;
import io.shardbeat.coordinator.BucketShare;
import io.shardbeat.coordinator.GroupStore;
import io.shardbeat.coordinator.GroupStore.Sweep;
import io.shardbeat.coordinator.StoreListener;
import io.shardbeat.coordinator.StoreUnavailableException;
import io.shardbeat.coordinator.pass.PassCoalescer;
import io.shardbeat.group.GroupId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The scheduled pass: at every tick, sweeps the due index of the buckets in which something may be due and runs the
 * passes that are. Buckets of other nodes are only looked at for what those nodes should long have done: a dead node
 * delays nobody for long.
 */
@ApplicationScoped
public class Rebalancer {
    private static final Logger LOG = Logger.getLogger(Rebalancer.class);

    /** The scheduler fires at most once a second (ADR 0006); each firing carries the ticks of its second. */
    private static final Duration FIRING = Duration.ofSeconds(1);

    private static final int CONCURRENT_PASSES = 64;
    private static final long SWEEP_WAIT_SECONDS = 5;
    /** In one pause. */
    private static final int COMPLAINTS = 4;

    /** Which nodes are live concerns all buckets; a node that cannot read it takes all for its own, which costs only work. */
    private static final int NO_BUCKET = -1;

    private final GroupStore store;
    private final NodeRoll nodes;
    private final PassCoalescer passes;
    private final Duration interval;
    private final StartPatience patience;
    private final StoreListener listener;
    private final Semaphore permits = new Semaphore(CONCURRENT_PASSES);
    private volatile @Nullable Long lastTickNanos;
    private boolean stopped;
    /** Why passes pause, as far as it was said. */
    private final Set<String> complaints = new HashSet<>();

    Rebalancer(
            GroupStore store,
            NodeRoll nodes,
            PassCoalescer passes,
            ShardbeatConfig config,
            StartPatience patience,
            StoreListener listener) {
        this.patience = patience;
        this.listener = listener;
        this.store = store;
        this.nodes = nodes;
        this.passes = passes;
        this.interval = config.rebalance().interval();
    }

    /** At once: the scheduler begins with the clock's next whole second. */
    void first(@Observes StartupEvent started, ExecutorService workers) {
        workers.execute(() -> {
            try {
                tick();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    void second() throws InterruptedException {
        long end = System.nanoTime() + FIRING.minus(interval.dividedBy(2)).toNanos();
        long next = System.nanoTime();
        do {
            tick();
            next += interval.toNanos();
            long wait = next - System.nanoTime();
            if (wait > 0 && next < end) {
                TimeUnit.NANOSECONDS.sleep(wait);
            }
        } while (next < end);
    }

    /** For how long the last tick that reached the store has been over; empty before the first. */
    public Optional<Duration> sinceLastTick() {
        return Optional.ofNullable(lastTickNanos).map(last -> Duration.ofNanos(System.nanoTime() - last));
    }

    /** After the tick under way, which still has its store. */
    synchronized void last(@Observes ShutdownEvent stopping) {
        stopped = true;
        nodes.leave();
    }

    private synchronized void tick() throws InterruptedException {
        int[] buckets =
                IntStream.range(0, store.buckets()).filter(store::mayBeDue).toArray();
        if (buckets.length == 0 || stopped) {
            return;
        }
        try {
            for (GroupId group : due(buckets)) {
                run(group);
            }
            lastTickNanos = System.nanoTime();
            if (!complaints.isEmpty()) {
                complaints.clear();
                LOG.info("the store answers again, passes go on");
            }
        } catch (RuntimeException e) {
            if (!(lastTickNanos == null && patience.covers(e))) {
                complain(wordsOf(StoreUnavailableException.behind(e)));
            }
        }
    }

    /** Each reason once: a server that was away may be back, and not ready yet. */
    private void complain(String reason) {
        if (complaints.size() < COMPLAINTS && complaints.add(reason)) {
            LOG.warnf("passes pause until the store answers: %s", reason);
        }
    }

    static String wordsOf(Throwable failure) {
        if (failure instanceof TimeoutException) {
            return "no answer in " + SWEEP_WAIT_SECONDS + " s";
        }
        return failure instanceof StoreUnavailableException ? String.valueOf(failure.getMessage()) : failure.toString();
    }

    private List<GroupId> due(int[] buckets) {
        return nodes.beat()
                .exceptionally(failure -> {
                    failedAlone(NO_BUCKET, failure);
                    return List.of(nodes.id());
                })
                .thenCompose(live -> sweep(buckets, live))
                .toCompletableFuture()
                .orTimeout(SWEEP_WAIT_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    /** Where the nodes' answer arrives, which is the store's event loop: one batch for all. */
    private CompletionStage<List<GroupId>> sweep(int[] buckets, List<String> live) {
        List<CompletableFuture<List<GroupId>>> sweeps = Arrays.stream(buckets)
                .mapToObj(bucket -> store.sweep(
                                bucket, BucketShare.isOwn(bucket, nodes.id(), live) ? Sweep.OWN : Sweep.BACKUP)
                        .exceptionally(failure -> failedAlone(bucket, failure))
                        .toCompletableFuture())
                .toList();
        return CompletableFuture.allOf(sweeps.toArray(new CompletableFuture<?>[0]))
                .thenApply(done ->
                        sweeps.stream().flatMap(sweep -> sweep.join().stream()).toList());
    }

    /** What is stored beside the groups of one bucket stops only those. */
    private List<GroupId> failedAlone(int bucket, Throwable failure) {
        if (StoreUnavailableException.isBehind(failure)) {
            throw new CompletionException(StoreUnavailableException.behind(failure));
        }
        listener.bucketFailed(bucket, failure);
        return List.of();
    }

    /** Waits when too many passes are under way; never for the pass itself, one slow group must not hold up the rest. */
    private void run(GroupId group) throws InterruptedException {
        if (passes.isWaiting(group)) {
            return; // for others, who may have to let the group rest
        }
        permits.acquire();
        passes.soon(group).whenComplete((done, failure) -> permits.release());
    }
}
