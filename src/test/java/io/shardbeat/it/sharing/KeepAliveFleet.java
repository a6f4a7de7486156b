package io.shardbeat.it.sharing;

import static org.awaitility.Awaitility.await;

import io.shardbeat.it.client.Requests;
import io.shardbeat.testkit.Endpoint;
import io.shardbeat.testkit.Fixtures;
import io.shardbeat.testkit.wire.SampleRequest;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Members of one SLS group that beat every 0.4 s, each on a connection of its own which it keeps for as long as
 * the server does, and none of which tries anything twice. It counts what goes wrong, and shards that change hands.
 */
final class KeepAliveFleet implements AutoCloseable {
    private static final Duration INTERVAL = Duration.ofMillis(400);
    private static final long ANSWER_MILLIS = 5_000;
    private static final int SHARDS = 8;

    private final Vertx vertx = Vertx.vertx();
    private final String group;
    private final Map<Integer, String> granted = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> failures = new TreeMap<>();
    private final Set<Integer> underWay = ConcurrentHashMap.newKeySet();
    private final LongAdder answered = new LongAdder();
    private final LongAdder moves = new LongAdder();
    private volatile boolean counting;
    private volatile boolean closed;

    /** @param group one that exists, in the logstore of eight shards */
    KeepAliveFleet(Endpoint nodes, String group, int members) {
        this.group = group;
        for (int i = 0; i < members; i++) {
            int member = i;
            HttpClient client = vertx.createHttpClient(new HttpClientOptions()
                    .setMaxPoolSize(1)
                    .setKeepAliveTimeout(60)
                    .setDefaultHost("127.0.0.1")
                    .setDefaultPort(nodes.port()));
            long first = 1 + INTERVAL.toMillis() * i / members;
            vertx.setTimer(first, start -> vertx.setPeriodic(INTERVAL.toMillis(), tick -> beat(client, member)));
        }
        await("every member was answered, and all shards are held by as many as can be")
                .atMost(Duration.ofSeconds(120))
                .until(() -> granted.size() == members && isBalanced());
    }

    /** Before that some are handed over still. */
    private boolean isBalanced() {
        int most = (SHARDS + granted.size() - 1) / granted.size();
        List<Integer> held = granted.values().stream()
                .map(shards -> shards.length() <= 2 ? 0 : shards.split(",").length)
                .toList();
        return held.stream().mapToInt(each -> each).sum() == SHARDS
                && held.stream().allMatch(each -> each <= most);
    }

    private void beat(HttpClient client, int member) {
        if (closed || !underWay.add(member)) {
            return;
        }
        String report = granted.getOrDefault(member, "[]");
        SampleRequest request = Requests.slsSigned(
                Requests.sls(
                        "POST",
                        Fixtures.PROJECT,
                        "/logstores/" + Fixtures.LOGSTORE + "/consumergroups/" + group
                                + "?type=heartbeat&consumer=member-" + member,
                        report),
                Instant.now());
        client.request(
                        HttpMethod.POST,
                        request.raw().path() + "?" + request.raw().query())
                .compose(sent -> {
                    request.raw().headers().forEach(header -> sent.putHeader(header.getKey(), header.getValue()));
                    sent.setTimeout(ANSWER_MILLIS);
                    return sent.send(Buffer.buffer(request.raw().body()));
                })
                .compose(answer -> answer.body().map(body -> {
                    if (answer.statusCode() != 200) {
                        granted.remove(member);
                        fails(answer.statusCode() + " " + body);
                    } else {
                        isGranted(member, body.toString());
                    }
                    return null;
                }))
                .onComplete(end -> underWay.remove(member))
                .onFailure(failure -> fails(failure.getClass().getSimpleName() + ": " + failure.getMessage()));
    }

    private void isGranted(int member, String shards) {
        String before = granted.put(member, shards);
        if (counting) {
            answered.increment();
            if (!shards.equals(before)) {
                moves.increment();
            }
        }
    }

    private synchronized void fails(@Nullable String reason) {
        if (!closed) {
            failures.computeIfAbsent(String.valueOf(reason), key -> new AtomicInteger())
                    .incrementAndGet();
        }
    }

    /** From here on failures and moves count. */
    synchronized void counts() {
        failures.clear();
        counting = true;
    }

    long answered() {
        return answered.sum();
    }

    /** Answers that differ from the one before. */
    long moves() {
        return moves.sum();
    }

    /** Heartbeats without a good answer, by what became of them. */
    synchronized Map<String, AtomicInteger> failures() {
        return new TreeMap<>(failures);
    }

    @Override
    public void close() {
        closed = true;
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
