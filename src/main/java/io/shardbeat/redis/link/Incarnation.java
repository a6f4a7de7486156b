package io.shardbeat.redis.link;

import io.shardbeat.coordinator.StoreIncarnation;
import io.shardbeat.coordinator.StoreListener;
import io.shardbeat.coordinator.StoreListener.Extent;
import io.shardbeat.redis.format.Keys;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Which Redis server this node talks to. A server that took over or was started anew may lack the last writes, or all of
 * them: each connection says so in every bucket before anything else goes over it. Servers are told apart by their run
 * id, not by time: the clock of a new one may be behind.
 */
public final class Incarnation implements StoreIncarnation {
    private static final LuaScript BEGIN_INCARNATION = LuaScript.named("begin_incarnation");
    private static final String FIELD = "run_id:";
    private static final long NEVER = Long.MIN_VALUE;

    private final StoreListener listener;
    private final AtomicLong clockAhead = new AtomicLong(NEVER);
    /** Per bucket the run id of the server that it was last marked for; {@code null} before the first. */
    private final AtomicReferenceArray<@Nullable String> servers = new AtomicReferenceArray<>(Keys.BUCKETS);

    Incarnation() {
        this(StoreListener.NOBODY);
    }

    /** @param listener is told what a server lacks */
    Incarnation(StoreListener listener) {
        this.listener = listener;
    }

    /** In a cluster those of all masters: it changes when one of them does. */
    @Override
    public String current() {
        return IntStream.range(0, Keys.BUCKETS)
                .mapToObj(servers::get)
                .filter(Objects::nonNull)
                .distinct()
                .sorted()
                .collect(Collectors.joining(" "));
    }

    /**
     * Completes when the connection may be used; fails when it may not, for example because it is to a replica.
     *
     * @param buckets those that the server keeps: all, or a master's share of them
     */
    Future<Void> begin(RedisConnection fresh, List<Integer> buckets) {
        return fresh.send(Request.cmd(Command.INFO).arg("server")).compose(info -> {
            Optional<String> problem = RedisDiagnosis.problemIn(info.toString());
            if (problem.isPresent()) {
                return Future.failedFuture(new RedisDiagnosis.Unsuitable(problem.get()));
            }
            String runId = runId(info.toString());
            Future<Void> marked = buckets.isEmpty()
                    ? Future.succeededFuture()
                    : fresh.batch(marks(runId, buckets)).compose(this::known);
            return marked.onSuccess(done -> buckets.forEach(bucket -> servers.set(bucket, runId)));
        });
    }

    /** What a newer version has written is not for this node to touch: it gets no connection, and is not ready. */
    private Future<Void> known(List<Response> marks) {
        tell(marks, 1, Extent.LAST_WRITES);
        tell(marks, 2, Extent.EVERYTHING);
        return marks.stream()
                .filter(mark -> mark != null && mark.type() == ResponseType.BULK)
                .findFirst()
                .<Future<Void>>map(
                        newer -> Future.failedFuture(new RedisDiagnosis.Unsuitable("has data of format " + newer
                                + ", and this version of Shardbeat only knows format " + Keys.FORMAT
                                + "; needed is the newer version")))
                .orElseGet(Future::succeededFuture);
    }

    private void tell(List<Response> marks, int sign, Extent extent) {
        int buckets = (int) marks.stream()
                .filter(mark -> mark != null && mark.type() == ResponseType.NUMBER && mark.toInteger() == sign)
                .count();
        if (buckets > 0) {
            listener.lost(extent, buckets);
        }
    }

    /** Remembers what Redis TIME showed, in milliseconds. */
    public void sawTime(long redisMillis) {
        clockAhead.accumulateAndGet(redisMillis - nowMillis(), Math::max);
    }

    /**
     * No epoch that was given out in this node's life is above: an epoch is at most the time by the highest clock, which
     * this node goes on counting when the clock is put back or lost.
     */
    public long epochFloor() {
        long ahead = clockAhead.get();
        return ahead == NEVER ? 0 : ahead + nowMillis();
    }

    private List<Request> marks(String runId, List<Integer> buckets) {
        String floor = Long.toString(epochFloor());
        return buckets.stream()
                .map(bucket -> BEGIN_INCARNATION.call(
                                List.of(Keys.sweep(bucket)),
                                runId,
                                floor,
                                isSurvivor(bucket, runId) ? "1" : "0",
                                Keys.FORMAT)
                        .request)
                .toList();
    }

    /** Whether this node has outlived the server that the bucket was kept by. */
    private boolean isSurvivor(int bucket, String runId) {
        String known = servers.get(bucket);
        return known != null && !known.equals(runId);
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
