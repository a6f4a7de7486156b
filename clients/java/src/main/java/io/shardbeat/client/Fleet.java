package io.shardbeat.client;

import io.shardbeat.client.wire.Ticker;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Random;
import java.util.SortedMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One member of a fleet that shares the shards of a log.
 *
 * <pre>{@code
 * try (Fleet fleet = Fleet.join(new Group("my-project", "my-logstore", "workers"))
 *         .at("http://node-1:8080", "http://node-2:8080")
 *         .onGranted((shard, token) -> workers.start(shard, token))
 *         .onRevoked(shard -> workers.stop(shard))
 *         .start()) {
 *     …
 * }
 * }</pre>
 *
 * <h2>What is promised</h2>
 *
 * Two members never work on one shard at the same time, without any fence margin at the coordinator, as long as
 *
 * <ul>
 *   <li>listeners stop within one heartbeat interval,
 *   <li>nothing pauses the process or its machine for longer than that, and
 *   <li>the group's session timeout is not made shorter while its members run.
 * </ul>
 *
 * <p>Why no margin is needed: a lease begins when a heartbeat arrives, and lasts for the session timeout. The member counts
 * from the moment when it <em>sent</em> its last accepted heartbeat, which was no later, and stops by itself one interval
 * before the timeout is over. So its {@link RevokeListener}s have an interval to end in before the coordinator can give its
 * shards to anybody. They are called in time by a thread of their own, whatever the network does. Official consumers stop an
 * interval <em>after</em> the timeout instead, and need a margin of two.
 *
 * <p>While heartbeats are answered there is no deadline: a shard that is asked back is reported as held until its listener
 * has ended, and nobody else gets it before. A process that was paused is the one exception; see the token of
 * {@link GrantListener}.
 */
public final class Fleet implements AutoCloseable {
    private final Settings settings;
    private final Ticker ticker = System::nanoTime;
    private final FleetMetrics metrics;
    private final Holdings holdings;
    private final Nodes nodes;
    private final Member member;
    private final Thread thread;
    private final ScheduledThreadPoolExecutor timer;
    private volatile @Nullable ScheduledFuture<?> fence;

    Fleet(Settings settings, GrantListener granted, RevokeListener revoked, FleetMetrics metrics) {
        this.settings = settings;
        this.metrics = metrics;
        timer = new ScheduledThreadPoolExecutor(1, task -> daemon(task, "shardbeat-timer"));
        timer.setRemoveOnCancelPolicy(true);
        // The two know each other, and neither calls the other before both are there.
        Holdings[] itself = new Holdings[1];
        ShardThreads listeners = new ShardThreads(
                granted, revoked, metrics, shard -> itself[0].startFailed(shard), shard -> itself[0].ended(shard));
        holdings = new Holdings(listeners);
        itself[0] = holdings;
        nodes = new Nodes(settings, timer, ticker);
        Coordinator coordinator = new Coordinator(settings, nodes, InstantSource.system());
        member = new Member(settings, coordinator, holdings, metrics, ticker, new Random(), this::fenceAt);
        thread = daemon(this::live, "shardbeat-" + settings.consumer());
    }

    /**
     * Begins to describe a member.
     *
     * @param group which it joins
     * @return what the rest is told
     */
    public static FleetBuilder join(Group group) {
        return new FleetBuilder(group);
    }

    Fleet start() {
        thread.start();
        return this;
    }

    /**
     * The name by which the coordinator knows this member.
     *
     * @return unique in its group
     */
    public String consumer() {
        return settings.consumer();
    }

    /**
     * What this member works on now.
     *
     * @return shards that are granted and not asked back, each with its token
     */
    public SortedMap<Integer, Long> shards() {
        return holdings.working();
    }

    /**
     * Gives all shards up, waits for their listeners, and leaves. Heartbeats go on meanwhile, and after this has returned
     * too, until the last listener has ended.
     *
     * @param patience how long to wait at most
     * @return whether everything has ended
     * @throws InterruptedException when the waiting thread is interrupted
     */
    public boolean stop(Duration patience) throws InterruptedException {
        holdings.close();
        thread.join(Math.max(1, patience.toMillis()));
        return !thread.isAlive();
    }

    /** {@link #stop} with the session timeout as its patience: after that, staying silent would do the same. */
    @Override
    public void close() {
        try {
            stop(settings.sessionTimeout());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void live() {
        try {
            while (!member.isDone()) {
                long begun = ticker.nanos();
                long pause = member.turn();
                holdings.pause(begun + pause - ticker.nanos(), ticker);
            }
            member.leave();
        } catch (InterruptedException e) {
            holdings.close();
        } finally {
            nodes.close();
            timer.shutdown();
        }
    }

    private void fenceAt(long nanos) {
        ScheduledFuture<?> before = fence;
        fence = timer.schedule(this::fence, nanos - ticker.nanos(), TimeUnit.NANOSECONDS);
        if (before != null) {
            before.cancel(false);
        }
    }

    private void fence() {
        int stopped = holdings.fence(ticker.nanos());
        if (stopped > 0) {
            metrics.fenced(stopped);
        }
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
