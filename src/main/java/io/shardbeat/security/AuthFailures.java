package io.shardbeat.security;

import io.shardbeat.security.Verdict.Reason;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.jboss.logging.Logger;

/**
 * Counts the requests that were refused for who sent them, tells the log of them now and then, and slows those down that
 * try keys. Only answers to bad requests wait: good ones from the same address, behind one NAT, are not held up.
 */
public final class AuthFailures {
    private static final Logger LOG = Logger.getLogger("shardbeat.auth");

    /** What somebody who tries keys gets to see. */
    private static final Set<Reason> GUESSES =
            EnumSet.of(Reason.UNKNOWN_KEY, Reason.SIGNATURE_MISMATCH, Reason.BODY_DIGEST_MISMATCH, Reason.BAD_TOKEN);

    /** So many seconds' worth of failures cost nothing: a fleet with a wrong key starts all at once. */
    private static final int BURST_SECONDS = 10;

    private static final long LONGEST_WAIT_MILLIS = 2_000;
    private static final long LOG_EVERY_MILLIS = 10_000;

    /** Answers that wait at a time, and addresses that are remembered; beyond, nothing is slowed and the oldest go. */
    static final int MOST_WAITING = 1_000;

    static final int MOST_ADDRESSES = 10_000;

    private final InstantSource clock;
    private final double perSecond;
    private final BiConsumer<String, String> counter;
    private final AtomicInteger waiting = new AtomicInteger();

    /** By network address, when the next failure is free, in milliseconds. Guarded by itself. */
    private final Map<String, Double> nextFree = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Double> eldest) {
            return size() > MOST_ADDRESSES;
        }
    };

    private long loggedAt;
    private long unlogged;

    /**
     * @param perSecond failures of an address that are answered at once; 0: all
     * @param counter is told the dialect and the reason of each
     */
    public AuthFailures(InstantSource clock, double perSecond, BiConsumer<String, String> counter) {
        this.clock = clock;
        this.perSecond = perSecond;
        this.counter = counter;
    }

    /** Slows nobody, tells nobody. */
    public static AuthFailures ignored() {
        return new AuthFailures(InstantSource.system(), 0, (dialect, reason) -> {});
    }

    /**
     * Notes a failure.
     *
     * @param from the address that it came from
     * @return for how long its answer should wait
     */
    public Duration failed(String dialect, Reason reason, String from) {
        failed(dialect, reason.name().toLowerCase(Locale.ROOT), from);
        return perSecond > 0 && GUESSES.contains(reason) ? slowdown(SourceNetwork.of(from)) : Duration.ZERO;
    }

    /** Notes a failure of somebody who is known, or does not pretend to be. */
    public void failed(String dialect, String reason, String from) {
        counter.accept(dialect, reason);
        long suppressed = toldBefore();
        if (suppressed >= 0) {
            LOG.warnf(
                    "refused for who sent it: dialect=%s reason=%s from=%s request=%s; %d more since the last such line",
                    dialect,
                    reason,
                    from.isEmpty() ? "-" : from,
                    RequestId.current().get(),
                    suppressed);
        }
    }

    /** How many failures the log was not told of since the last line; -1 when it is not time for another one. */
    private synchronized long toldBefore() {
        long now = clock.millis();
        if (loggedAt != 0 && now - loggedAt < LOG_EVERY_MILLIS && now >= loggedAt) {
            unlogged++;
            return -1;
        }
        long before = unlogged;
        loggedAt = now;
        unlogged = 0;
        return before;
    }

    private Duration slowdown(String network) {
        double now = clock.millis();
        double interval = 1_000 / perSecond;
        synchronized (nextFree) {
            double last = nextFree.getOrDefault(network, 0.0);
            double next = Math.min(Math.max(last, now - BURST_SECONDS * 1_000) + interval, now + LONGEST_WAIT_MILLIS);
            nextFree.put(network, next);
            return Duration.ofMillis((long) Math.max(0, next - now));
        }
    }

    /** The answer, after the wait. */
    public <T> CompletionStage<T> after(Duration wait, T answer) {
        if (wait.isZero()) {
            return CompletableFuture.completedFuture(answer);
        }
        if (waiting.incrementAndGet() > MOST_WAITING) {
            waiting.decrementAndGet();
            return CompletableFuture.completedFuture(answer);
        }
        return new CompletableFuture<T>()
                .completeOnTimeout(answer, wait.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((done, failure) -> waiting.decrementAndGet());
    }
}
