package io.shardbeat.it.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.shardbeat.it.client.SlowMachine;
import io.shardbeat.it.worker.LibraryWorkers;
import io.shardbeat.it.worker.Verdict;
import io.shardbeat.testkit.Fixtures;
import io.shardbeat.testkit.process.Node;
import io.shardbeat.testkit.process.RedisProcess;
import io.shardbeat.testkit.proxy.TcpProxy;
import io.shardbeat.testkit.sls.LogService;
import io.shardbeat.testkit.wire.RawHttp;
import io.shardbeat.testkit.wire.SampleRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Consumers with the official Java library are replaced one after another, each new one under a name of its own, as pods are: once by
 * SIGTERM alone, and once with what {@code shardbeatctl drain --wait} and {@code leave} ask the node for around it.
 */
class RollingDeployFaultsIT {
    /** Of its own, so that port 80 is nobody else's: the library accepts neither another port nor a proxy. */
    private static final String ADDRESS = "127.0.39.1";

    private static final String CLIENT = "SLS, official Java";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration INTERVAL = Duration.ofSeconds(3);
    private static final int TIMEOUT_SECONDS = 10;
    private static final int CONSUMERS = 3;
    private static final Duration SETTLED = Duration.ofSeconds(60);

    private static final String ALONE = "alone";
    private static final String DRAINED = "drained";

    private final LogService logs = new LogService();
    private final ExecutorService both = Executors.newFixedThreadPool(2);
    private int port;

    /** How a consumer of a group is told to go. */
    private interface Stop {
        void of(LibraryWorkers workers, String name);
    }

    private record Deploy(Verdict verdict, String text) {}

    @AfterEach
    void close() {
        both.shutdownNow();
        logs.close();
    }

    @Test
    void aShardIsIdleForTwoIntervalsAtTheMostWhereConsumersAreDrainedFirst() throws Exception {
        LibraryWorkers.assumePort80(ADDRESS);
        try (RedisProcess redis = new RedisProcess().start();
                Node node = Node.on(redis.uri())
                        .set("shardbeat.sls.upstream", "http://127.0.0.1:" + logs.port())
                        .start()
                        .awaitReady();
                TcpProxy way = new TcpProxy(node, new InetSocketAddress(ADDRESS, 80))) {
            port = node.port();
            Path hosts = LibraryWorkers.hosts(node, ADDRESS);
            // Each waits most of its time.
            CompletableFuture<Deploy> first =
                    CompletableFuture.supplyAsync(() -> deploy(ALONE, hosts, LibraryWorkers::stop), both);
            CompletableFuture<Deploy> second =
                    CompletableFuture.supplyAsync(() -> deploy(DRAINED, hosts, this::retire), both);
            Verdict alone = first.get().verdict();
            Verdict drained = second.get().verdict();
            Supplier<String> told = second.get()::text;
            FaultReport.add(
                    "consumers replaced one by one, stopped by `kill`, timeout 10 s, interval 3 s", CLIENT, alone);
            FaultReport.add("the same, each drained before its `kill`, and leave after it", CLIENT, drained);
            // A lease runs from the last heartbeat, which may be an interval older than the kill.
            assertThat(alone.longestIdle())
                    .as("idle, undrained")
                    .isGreaterThan(Duration.ofSeconds(TIMEOUT_SECONDS).minus(INTERVAL));
            assertThat(drained.longestIdle())
                    .as(told)
                    .isLessThan(INTERVAL.multipliedBy(2).plus(SlowMachine.SLACK));
            assertThat(alone.overlaps()).isEmpty();
            assertThat(drained.overlaps()).as(told).isEmpty();
        }
    }

    /** Each new one has its share before an old one goes. */
    private static Deploy deploy(String group, Path hosts, Stop stop) {
        try (LibraryWorkers workers = new LibraryWorkers(
                group, Integer.toString(TIMEOUT_SECONDS), "saved", Long.toString(INTERVAL.toMillis()))) {
            for (int number = 1; number <= CONSUMERS; number++) {
                workers.start("old-" + number, hosts);
            }
            workers.awaitSpread();
            for (int number = 1; number <= CONSUMERS; number++) {
                workers.start("new-" + number, hosts);
                workers.awaitSpread();
                stop.of(workers, "old-" + number);
                workers.awaitSpread();
            }
            return new Deploy(workers.verdict(), workers.text());
        }
    }

    private void retire(LibraryWorkers workers, String name) {
        drain(DRAINED, name);
        workers.stop(name);
        command(DRAINED, name, "leave");
    }

    /** Until it holds nothing, as {@code drain --wait} waits. */
    private void drain(String group, String name) {
        command(group, name, "drain");
        await(name + " holds nothing")
                .atMost(SETTLED)
                .pollInterval(Duration.ofMillis(250))
                .until(() -> {
                    JsonNode member = send("GET", group, name, "", "");
                    return member.path("granted").asInt(-1) == 0
                            && !member.path("handingOver").asBoolean(true);
                });
    }

    private void command(String group, String name, String verb) {
        assertThat(send("POST", group, name, "/" + verb, "{\"reason\":\"rollout\"}")
                        .path("epoch")
                        .isNumber())
                .as(verb)
                .isTrue();
    }

    private JsonNode send(String method, String group, String name, String more, String body) {
        String path = "/admin/v1/groups/sls/" + Fixtures.PROJECT + "/" + Fixtures.LOGSTORE + "/" + group + "/members/"
                + name + more;
        SampleRequest request = SampleRequest.of(method, path)
                .body(body)
                .header("Host", "127.0.0.1")
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + Fixtures.ADMIN_KEY + ":" + Fixtures.SECRET);
        try {
            return JSON.readTree(RawHttp.send(port, request).body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
