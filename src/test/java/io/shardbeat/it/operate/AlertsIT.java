package io.shardbeat.it.operate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.shardbeat.catalog.Namespace;
import io.shardbeat.group.GroupId;
import io.shardbeat.it.client.Requests;
import io.shardbeat.redis.format.Keys;
import io.shardbeat.testkit.Fixtures;
import io.shardbeat.testkit.process.Node;
import io.shardbeat.testkit.process.Prometheus;
import io.shardbeat.testkit.process.RedisConsole;
import io.shardbeat.testkit.process.RedisProcess;
import io.shardbeat.testkit.wire.RawHttp;
import io.shardbeat.testkit.wire.RawHttp.Response;
import io.shardbeat.testkit.wire.SampleRequest;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Each alert of {@code deploy/prometheus} fires for its fault, on running nodes that a real Prometheus scrapes; on well ones none does. */
@Tag("alone")
class AlertsIT {
    private static final Duration SOON = Duration.ofSeconds(90);
    private static final String GROUP = "/logstores/" + Fixtures.LOGSTORE + "/consumergroups/" + Fixtures.FLEET_GROUP;
    private static final String EVERYTHING = "[0,1,2,3,4,5,6,7]";
    private static final RedisProcess REDIS = new RedisProcess();
    private static final Node NODE = Node.on(REDIS.uri());
    private static final Node OTHER = Node.on(REDIS.uri());
    private static final ScheduledExecutorService CONSUMERS = Executors.newSingleThreadScheduledExecutor();

    /** What each consumer reports, whatever it was granted. */
    private static final Map<String, String> REPORTS = new ConcurrentHashMap<>();

    private static Prometheus prometheus;

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(Prometheus.isInstalled(), "no prometheus here (Debian: prometheus)");
        REDIS.start();
        NODE.start();
        OTHER.start();
        NODE.awaitReady();
        OTHER.awaitReady();
        CONSUMERS.scheduleWithFixedDelay(AlertsIT::beat, 0, 500, TimeUnit.MILLISECONDS);
        REPORTS.put("first", EVERYTHING);
        prometheus = new Prometheus(java.util.List.of(NODE, OTHER));
        whileAllIsWellNoneFires();
    }

    @AfterAll
    static void stop() {
        CONSUMERS.shutdownNow();
        if (prometheus != null) {
            prometheus.close();
        }
        NODE.close();
        OTHER.close();
        REDIS.close();
    }

    private static void whileAllIsWellNoneFires() {
        Set<String> fired = new TreeSet<>();
        await("a while is over")
                .pollInterval(Duration.ofSeconds(1))
                .during(Duration.ofSeconds(10))
                .atMost(SOON)
                .until(() -> {
                    fired.addAll(prometheus.firing());
                    return true;
                });
        assertThat(fired).isEmpty();
    }

    @Test
    void refusedSignatures() {
        await("ShardbeatAuthFailures")
                .atMost(SOON)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> {
                    for (int i = 0; i < 20; i++) { // a counter that begins has no rate yet
                        RawHttp.send(
                                NODE.port(),
                                Requests.sls("POST", Fixtures.PROJECT, GROUP + "?type=heartbeat&consumer=x", "[]"));
                    }
                    return prometheus.firing().contains("ShardbeatAuthFailures");
                });
    }

    @Test
    void aKeysFileWithoutKeysAndACatalogThatIsNone() {
        NODE.write("keys.yaml", "keys: []\n");
        NODE.write("catalog.yaml", "sls: {projects: [\n");
        awaitAlert("ShardbeatKeysProblem");
        awaitAlert("ShardbeatCatalogProblem");
        NODE.write("keys.yaml", Fixtures.KEYS);
        NODE.write("catalog.yaml", Fixtures.CATALOG);
        NODE.awaitReady();
        await("it is over").atMost(SOON).until(() -> !prometheus.firing().contains("ShardbeatKeysProblem"));
    }

    @Test
    void aConsumerThatDoesNotLetGo() {
        REPORTS.put("second", "[]");
        awaitAlert("ShardbeatHandOverStuck");
        REPORTS.put("first", "[]");
        await("it is over").atMost(SOON).until(() -> !prometheus.firing().contains("ShardbeatHandOverStuck"));
        REPORTS.remove("second");
        REPORTS.put("first", EVERYTHING);
    }

    @Test
    void aRedisThatDiesAndComesBackEmpty() {
        REDIS.kill();
        awaitAlert("ShardbeatRedisErrors");
        awaitAlert("ShardbeatHeartbeatsFail");
        REDIS.start();
        awaitAlert("ShardbeatStoreLost");
        NODE.awaitReady();
        OTHER.awaitReady();
    }

    @Test
    void aNodeThatIsKilled() {
        OTHER.kill();
        awaitAlert("ShardbeatNodeGone");
        OTHER.start().awaitReady();
    }

    @Test
    void consumersThatAllFallSilent() {
        Map<String, String> before = Map.copyOf(REPORTS);
        REPORTS.clear();
        awaitAlert("ShardbeatNoHeartbeats");
        REPORTS.putAll(before);
    }

    /** In a group of their own: nobody else's shards move. */
    @Test
    void twoProcessesUnderOneNameAndOneThatComesBackWithItsShards() {
        String group = "/logstores/" + Fixtures.LOGSTORE + "/consumergroups/" + Fixtures.FENCED_GROUP + 6;
        send(group, "returned", EVERYTHING);
        awaitAlert("ShardbeatOverlap");
        send(group, "twice", "[]");
        for (int turn = 0; turn < 10; turn++) {
            send(group, "twice", turn % 2 == 0 ? "[0]" : "[1]");
        }
        awaitAlert("ShardbeatNameTwice");
    }

    /** What is stored of a group is spoilt until a rebuild puts it right. */
    @Test
    void aGroupThatCannotBeRead() {
        GroupId group =
                new GroupId(new Namespace("sls", Fixtures.PROJECT), Fixtures.LOGSTORE, Fixtures.FENCED_GROUP + 11);
        try (RedisConsole console = new RedisConsole(REDIS.uri())) {
            send("/logstores/" + Fixtures.LOGSTORE + "/consumergroups/" + group.name(), "one", "[]");
            console.call("HSET", Keys.stem(group) + ":members", "spoilt", "garbage");
            console.call("ZADD", Keys.due(Keys.bucket(group.path())), "0", group.path());
            awaitAlert("ShardbeatPassesFail");
            awaitAlert("ShardbeatGroupDamaged");
        }
        SampleRequest rebuild = SampleRequest.of("POST", "/admin/v1/groups/" + group.path() + "/rebuild")
                .header("Host", "127.0.0.1")
                .header("Authorization", "Bearer " + Fixtures.ADMIN_KEY + ":" + Fixtures.SECRET);
        assertThat(RawHttp.send(NODE.port(), rebuild).status()).isEqualTo(204);
    }

    private static void awaitAlert(String name) {
        await(name)
                .atMost(SOON)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> prometheus.firing().contains(name));
    }

    /** Who is not known any more, with shards, empties itself and joins anew. */
    private static void beat() {
        REPORTS.forEach((consumer, report) -> {
            try {
                if (send(consumer, report).status() != 200) {
                    send(consumer, "[]");
                }
            } catch (UncheckedIOException e) {
                // The node is not there for now.
                return;
            }
        });
    }

    private static Response send(String consumer, String report) {
        return send(GROUP, consumer, report);
    }

    private static Response send(String group, String consumer, String report) {
        SampleRequest beat =
                Requests.sls("POST", Fixtures.PROJECT, group + "?type=heartbeat&consumer=" + consumer, report);
        return RawHttp.send(NODE.port(), Requests.slsSigned(beat, Instant.now()));
    }
}
