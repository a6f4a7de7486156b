package io.shardbeat.redis;

import io.shardbeat.coordinator.StoreIncarnation;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Which Redis server this node talks to. A server that took over or was started anew may lack the last writes, or all of
 * them: each connection says so in every bucket before anything else goes over it. Servers are told apart by their run
 * id, not by time: the clock of a new one may be behind.
 */
final class Incarnation implements StoreIncarnation {
    private static final LuaScript BEGIN_INCARNATION = LuaScript.named("begin_incarnation");
    private static final String FIELD = "run_id:";
    private static final long NEVER = Long.MIN_VALUE;

    private final AtomicLong clockAhead = new AtomicLong(NEVER);
    private volatile @Nullable String server;

    @Override
    public String current() {
        String known = server;
        return known == null ? "" : known;
    }

    /** Completes when the connection may be used; fails when it may not, for example because it is to a replica. */
    Future<Void> begin(RedisConnection fresh) {
        return fresh.send(Request.cmd(Command.INFO).arg("server")).compose(info -> {
            String runId = runId(info.toString());
            return fresh.batch(marks(runId)).onSuccess(done -> server = runId).mapEmpty();
        });
    }

    /** Remembers what Redis TIME showed, in milliseconds. */
    void sawTime(long redisMillis) {
        clockAhead.accumulateAndGet(redisMillis - nowMillis(), Math::max);
    }

    /**
     * No epoch that was given out in this node's life is above: an epoch is at most the time by the highest clock, which
     * this node goes on counting when the clock is put back or lost.
     */
    long epochFloor() {
        long ahead = clockAhead.get();
        return ahead == NEVER ? 0 : ahead + nowMillis();
    }

    private List<Request> marks(String runId) {
        String known = server;
        String survivor = known == null || known.equals(runId) ? "0" : "1";
        String floor = Long.toString(epochFloor());
        return IntStream.range(0, Keys.BUCKETS)
                .mapToObj(bucket -> BEGIN_INCARNATION.call(List.of(Keys.sweep(bucket)), runId, floor, survivor).request)
                .toList();
    }

    static String runId(String info) {
        int at = info.indexOf(FIELD);
        if (at < 0) {
            throw new IllegalStateException("INFO server has no field " + FIELD + " in: " + info);
        }
        return info.substring(at + FIELD.length()).split("\\s", 2)[0];
    }

    private static long nowMillis() {
        return System.nanoTime() / 1_000_000;
    }
}
