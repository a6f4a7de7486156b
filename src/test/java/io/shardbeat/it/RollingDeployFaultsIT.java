package io.shardbeat.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.shardbeat.it.Verdict.Moment;
import io.shardbeat.testkit.Fixtures;
import io.shardbeat.testkit.JavaProcess;
import io.shardbeat.testkit.Node;
import io.shardbeat.testkit.RawHttp;
import io.shardbeat.testkit.RedisProcess;
import io.shardbeat.testkit.SampleRequest;
import io.shardbeat.testkit.proxy.TcpProxy;
import io.shardbeat.testkit.sls.LogService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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
    private static final int SHARDS = 8;
    private static final int CONSUMERS = 3;
    private static final Duration SETTLED = Duration.ofSeconds(60);

    private final LogService logs = new LogService();
    private final Map<String, Long> working = new TreeMap<>();
    private final List<Moment> ends = new ArrayList<>();
    private Journal journal = new Journal();
    private int port;

    /** How a consumer is told to go. */
    private interface Stop {
        void of(String group, String name);
    }

    @AfterEach
    void close() {
        working.keySet().forEach(name -> journal.worker(name).close());
        logs.close();
    }

    @Test
    void aShardIsIdleForTwoIntervalsAtTheMostWhereConsumersAreDrainedFirst() throws Exception {
        ClientWorkerIT.assumePort80(ADDRESS);
        try (RedisProcess redis = new RedisProcess().start();
                Node node = Node.on(redis.uri())
                        .set("shardbeat.sls.upstream", "http://127.0.0.1:" + logs.port())
                        .start()
                        .awaitReady();
                TcpProxy way = new TcpProxy(node, new InetSocketAddress(ADDRESS, 80))) {
            port = node.port();
            Path hosts = node.write("hosts", ADDRESS + " " + Fixtures.PROJECT + ".sls.test\n");
            Verdict alone = deploy("alone", hosts, (group, name) -> stop(name));
            Verdict drained = deploy("drained", hosts, (group, name) -> {
                drain(group, name);
                stop(name);
                leave(group, name);
            });
            FaultReport.add(
                    "consumers replaced one by one, stopped by `kill`, timeout 10 s, interval 3 s", CLIENT, alone);
            FaultReport.add("the same, each drained before its `kill`, and leave after it", CLIENT, drained);
            assertThat(alone.longestIdle()).as("idle, undrained").isGreaterThan(Duration.ofSeconds(TIMEOUT_SECONDS));
            assertThat(drained.longestIdle())
                    .as(journal::text)
                    .isLessThan(INTERVAL.multipliedBy(2).plus(FaultContract.SLACK));
            assertThat(alone.overlaps()).isEmpty();
            assertThat(drained.overlaps()).as(journal::text).isEmpty();
        }
    }

    /** Each new one has its share before an old one goes. */
    private Verdict deploy(String group, Path hosts, Stop stop) {
        journal = new Journal();
        ends.clear();
        for (int number = 1; number <= CONSUMERS; number++) {
            start(group, "old-" + number, hosts);
        }
        awaitSpread();
        for (int number = 1; number <= CONSUMERS; number++) {
            start(group, "new-" + number, hosts);
            awaitSpread();
            stop.of(group, "old-" + number);
            awaitSpread();
        }
        Verdict verdict = new Verdict(journal.events(), List.copyOf(ends), List.of());
        List.copyOf(working.keySet()).forEach(this::stop);
        return verdict;
    }

    private void start(String group, String name, Path hosts) {
        JavaProcess worker = new JavaProcess(
                ClientWorkerMain.class,
                List.of("-Djdk.net.hosts.file=" + hosts),
                "http://sls.test",
                Fixtures.PROJECT,
                Fixtures.LOGSTORE,
                group,
                name,
                Fixtures.KEY,
                Fixtures.SECRET,
                Integer.toString(TIMEOUT_SECONDS),
                "saved",
                Long.toString(INTERVAL.toMillis()));
        journal.add(name, worker);
        working.put(name, System.currentTimeMillis());
        worker.start();
    }

    private void stop(String name) {
        journal.worker(name).stop();
        ends.add(new Moment(name, System.currentTimeMillis()));
        working.remove(name);
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

    private void leave(String group, String name) {
        command(group, name, "leave");
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

    private void awaitSpread() {
        await("shards are spread over " + working.keySet())
                .atMost(SETTLED)
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(() -> {
                    Map<String, Set<Integer>> now = journal.working(working);
                    List<Integer> all =
                            now.values().stream().flatMap(Set::stream).toList();
                    assertThat(all).as(now.toString()).doesNotHaveDuplicates().hasSize(SHARDS);
                    int share = SHARDS / working.size();
                    assertThat(now.values())
                            .as(now.toString())
                            .allSatisfy(shards -> assertThat(shards.size()).isBetween(share, share + 1));
                });
    }
}
