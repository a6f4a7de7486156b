package io.shardbeat.simulation;

import io.shardbeat.group.FenceMargin;
import io.shardbeat.group.GroupDefaults;
import io.shardbeat.group.HandOverLimit;
import io.shardbeat.group.PoisonGuard;
import io.shardbeat.group.Safeguards;
import io.shardbeat.group.SelfPreservation;
import io.shardbeat.testkit.ClientKind;
import io.shardbeat.testkit.memory.MemoryHeartbeats;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** The settings of one simulation and what will go wrong in it, all drawn from its seed. */
final class Scenario {
    private static final ClientKind[] KINDS = ClientKind.values();
    private static final long SHORT_DRAIN = 200;
    /** Of the clients that let go before they have stopped: the period at which they look at their processors. */
    private static final long MOST_LOOP = 500;

    private final SplittableRandom random;
    private final boolean sls;
    private final long timeout;
    private final long interval;
    private final long patience;
    private final int topics;
    private final double loss;
    private final double slowness;
    private final double doubling;
    private final double redisReplyLoss;
    private final long copiesDelayed;
    private final long redisLatency;
    private final long drain;
    private final long fenceMargin;
    private final boolean fencedByInterval;
    private final long releaseMargin;
    private final boolean ordered;
    private final long initialDelay;
    private final int clients;
    private final int nodes;
    private final int shards;
    private final List<Planned> faults = new ArrayList<>();
    private final SelfPreservation brake;
    private final PoisonGuard poison;
    private long quietAt;

    Scenario(long seed, Set<Fault> allowed) {
        random = new SplittableRandom(seed);
        sls = random.nextInt(3) > 0;
        timeout = 1_000L * pick(4, 6, 11, 20);
        interval = timeout / pick(2, 3, 3, 6);
        patience = Math.min(timeout, 1_000L * pick(1, 2, 5, 10));
        topics = sls ? 1 : 1 + random.nextInt(2);
        boolean calm = random.nextInt(3) == 0;
        loss = calm ? 0 : pick(0, 1, 5, 20) / 100.0;
        slowness = calm ? 0 : pick(0, 1, 5, 20) / 100.0;
        doubling = calm ? 0 : pick(0, 5, 20, 60) / 100.0;
        redisReplyLoss = calm ? 0 : pick(0, 0, 1, 3) / 100.0;
        // A copy that outlives the lease its original renewed finds no date to be compared with.
        copiesDelayed = Math.min(interval * pick(1, 2, 4, 8), timeout);
        redisLatency = pick(1, 2, 5, 50);
        drain = pick(1, 1_000, (int) (interval * 2), (int) (timeout * 2));
        fenceMargin = random.nextInt(5) == 0 ? interval : 0;
        initialDelay = random.nextInt(5) == 0 ? 3_000 : 0;
        clients = 1 + random.nextInt(6);
        nodes = 1 + random.nextInt(3);
        shards = 1 + random.nextInt(12);
        quietAt = interval * 2;
        planFaults(List.copyOf(allowed));
        brake = random.nextInt(5) == 0 ? new SelfPreservation(0.5, 2, null) : new SelfPreservation(0, 1, null);
        Duration inForce = Duration.ofMillis(timeout);
        releaseMargin = random.nextInt(4) == 0 ? Math.max(SHORT_DRAIN, drain) + 2 * MOST_LOOP : 0;
        ordered = sls && random.nextInt(3) == 0;
        fencedByInterval = fenceMargin == 0 && random.nextInt(3) == 0;
        poison = random.nextInt(5) == 0 ? new PoisonGuard(2, inForce.multipliedBy(3), inForce) : PoisonGuard.OFF;
    }

    private void planFaults(List<Fault> allowed) {
        List<Fault> sorted = new ArrayList<>(allowed);
        sorted.sort(null);
        int count = random.nextInt(10);
        long span = timeout * 5;
        for (int i = 0; i < count && !sorted.isEmpty(); i++) {
            Fault fault = sorted.get(random.nextInt(sorted.size()));
            long lasts = 100 + random.nextLong(random.nextBoolean() ? interval * 2 : timeout * 2);
            Planned planned = new Planned(fault, random.nextLong(span), lasts);
            faults.add(planned);
            quietAt = Math.max(quietAt, planned.at() + lasts);
        }
    }

    private int pick(int... values) {
        return values[random.nextInt(values.length)];
    }

    ClientKind anyKind(Timeline time) {
        while (true) {
            ClientKind kind = KINDS[(int) time.upTo(KINDS.length)];
            if (kind.isSls() == sls) {
                return kind;
            }
        }
    }

    /** Whether children of a split wait for their parents. */
    boolean isOrdered() {
        return ordered;
    }

    String dialect() {
        return sls ? "sls" : "cls";
    }

    Collection<String> topics() {
        return topics == 1 ? List.of("clicks") : List.of("clicks", "views");
    }

    long timeoutMillis() {
        return timeout;
    }

    long intervalMillis() {
        return interval;
    }

    /** How long a client waits for an answer. */
    long clientPatienceMillis() {
        return patience;
    }

    /** Every official client dates its requests. */
    boolean clientsSendTheirClock() {
        return true;
    }

    double loss() {
        return loss;
    }

    double slowness() {
        return slowness;
    }

    double doubling() {
        return doubling;
    }

    double redisReplyLoss() {
        return redisReplyLoss;
    }

    /** How late a request or an answer is at the most. */
    long slowMillis() {
        return patience * 2;
    }

    /** How long after it was sent a heartbeat, or a copy of it, arrives at the latest. */
    long mostDelayedMillis() {
        return Math.max(copiesDelayed, slowMillis());
    }

    long copiesDelayedMillis() {
        return copiesDelayed;
    }

    long redisLatencyMillis() {
        return redisLatency;
    }

    /** Whether the fence margin is each member's own, told from its heartbeat interval. */
    boolean isFencedByInterval() {
        return fencedByInterval;
    }

    /** A fixed one; 0: none. */
    long fenceMarginMillis() {
        return fenceMargin;
    }

    /** As long as any client takes to stop after it let go; 0 where only those are looked at that let go afterwards. */
    long releaseMarginMillis() {
        return releaseMargin;
    }

    long initialDelayMillis() {
        return initialDelay;
    }

    SelfPreservation brake() {
        return brake;
    }

    boolean isBraked() {
        return brake.share() > 0;
    }

    PoisonGuard poison() {
        return poison;
    }

    /** For how long the brake may hold, at the most; it may take hold more than once only if more than one die again. */
    long graceMillis() {
        return isBraked() ? timeout : 0;
    }

    /** What every node is configured with. */
    GroupDefaults defaults() {
        return new GroupDefaults(
                fencedByInterval ? FenceMargin.AUTO : new FenceMargin(Duration.ofMillis(fenceMargin)),
                Duration.ofMillis(releaseMargin),
                Duration.ofMillis(initialDelay),
                new Safeguards(HandOverLimit.REPORTED, brake, poison));
    }

    int clients() {
        return clients;
    }

    int nodes() {
        return nodes;
    }

    int shards() {
        return shards;
    }

    /** How long a processor takes to stop. */
    long drainMillis(Timeline time) {
        return time.chance(0.7) ? time.upTo(SHORT_DRAIN) : time.upTo(drain);
    }

    List<Planned> faults() {
        return faults;
    }

    /** From then on nothing goes wrong any more. */
    long quietAt() {
        return quietAt;
    }

    /**
     * After quiet, the time in which the group must have come to rest: late copies arrive, expiry is held back, the
     * dead expire, ghosts that late copies made expire, the refused fence themselves, shards are drained, thrice.
     */
    long settlingMillis() {
        long drains = drain + 2_000 + 3 * (interval + patience);
        boolean steps = faults.stream().anyMatch(planned -> planned.fault() == Fault.CLIENT_CLOCK_STEPS);
        long clockSteps = steps ? 2 * MemoryHeartbeats.COPY_MILLIS : 0;
        return copiesDelayed
                + 3 * patience
                + 4 * timeout
                + interval
                + fenceMargin
                + (fencedByInterval ? 3 * (2 * timeout + 12_000) : 0)
                + 3 * releaseMargin
                + initialDelay
                + 3 * graceMillis()
                + (poison.deaths() == 0 ? 0 : 2 * poison.parkFor().toMillis())
                + 3 * drains
                + 15_000
                + clockSteps;
    }

    @Override
    public String toString() {
        return String.format(
                "%s%s, timeout %d, interval %d, %d clients, %d nodes, %d shards in %d topics, loss %.2f, slow %.2f,"
                        + " doubled %.2f within %d, reply loss %.2f, drain %d, margin %d, rest %d, delay %d, brake %s, poison %d, quiet at %d, faults %s",
                dialect(),
                ordered ? " ordered" : "",
                timeout,
                interval,
                clients,
                nodes,
                shards,
                topics,
                loss,
                slowness,
                doubling,
                copiesDelayed,
                redisReplyLoss,
                drain,
                fencedByInterval ? -1 : fenceMargin,
                releaseMargin,
                initialDelay,
                isBraked(),
                poison.deaths(),
                quietAt,
                faults);
    }

    /**
     * A fault to come.
     *
     * @param fault what
     * @param at when it begins
     * @param lasts for how long, where it has a duration
     */
    record Planned(Fault fault, long at, long lasts) {}
}
