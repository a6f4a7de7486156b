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
import io.shardbeat.testkit.wire.SampleRequest;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Alerts of {@code deploy/prometheus} fire for their faults, on running nodes that a real Prometheus scrapes; on well ones none
 * does. Faults that leave each other alone are there at a time. {@link StoreAlertsIT} has the other alerts.
 */
@Tag("alone")
class AlertsIT {
    private static final String EVERYTHING = "[0,1,2,3,4,5,6,7]";
    private static final RedisProcess REDIS = new RedisProcess();
    private static final Node NODE = node();
    private static final Node OTHER = node();
    private static final SlsGroup FLEET = group(Fixtures.FLEET_GROUP);
    private static final SlsGroup SPOILT = group(Fixtures.FENCED_GROUP + 11);
    private static final ScheduledExecutorService CONSUMERS = Executors.newSingleThreadScheduledExecutor();

    /** What each consumer of the fleet reports, whatever it was granted. */
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
        prometheus = new Prometheus(List.of(NODE, OTHER));
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
        // What nodes find late since they have only just started is forgotten after twenty seconds.
        await("nothing fires for a while")
                .pollInterval(Duration.ofSeconds(1))
                .during(Duration.ofSeconds(10))
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(prometheus.firing()).isEmpty());
    }

    @Test
    void groupsInWhichSomethingIsWrongAndSomebodyWithAWrongKey() {
        REPORTS.put("second", "[]"); // the first does not let go
        oneComesBackWithItsShards();
        twoProcessesBeatUnderOneName();
        spoilAGroup();
        prometheus.awaitFiring(
                AlertsIT::beatWithoutASignature,
                "ShardbeatHandOverStuck",
                "ShardbeatOverlap",
                "ShardbeatNameTwice",
                "ShardbeatPassesFail",
                "ShardbeatGroupDamaged",
                "ShardbeatAuthFailures");
        REPORTS.put("first", "[]");
        prometheus.awaitOver("ShardbeatHandOverStuck");
        REPORTS.remove("second");
        REPORTS.put("first", EVERYTHING);
        rebuild();
    }

    @Test
    void aRedisThatDiesAndComesBackEmpty() {
        REDIS.kill();
        prometheus.awaitFiring("ShardbeatRedisErrors", "ShardbeatHeartbeatsFail");
        REDIS.start();
        prometheus.awaitFiring(AlertsIT::beatInAGroupWithALongTimeout, "ShardbeatStoreLost", "ShardbeatRebuilding");
        NODE.awaitReady();
        OTHER.awaitReady();
    }

    @Test
    void consumersThatAllFallSilentANodeThatIsKilledAndFilesThatAreNone() {
        Map<String, String> before = Map.copyOf(REPORTS);
        REPORTS.clear();
        OTHER.kill();
        NODE.write("keys.yaml", "keys: []\n");
        NODE.write("catalog.yaml", "sls: {projects: [\n");
        prometheus.awaitFiring(
                "ShardbeatNoHeartbeats", "ShardbeatNodeGone", "ShardbeatKeysProblem", "ShardbeatCatalogProblem");
        OTHER.start();
        NODE.write("keys.yaml", Fixtures.KEYS);
        NODE.write("catalog.yaml", Fixtures.CATALOG);
        NODE.awaitReady();
        OTHER.awaitReady();
        prometheus.awaitOver("ShardbeatKeysProblem");
        REPORTS.putAll(before);
    }

    private static void oneComesBackWithItsShards() {
        group(Fixtures.FENCED_GROUP + 6).beat("returned", EVERYTHING);
    }

    private static void twoProcessesBeatUnderOneName() {
        SlsGroup group = group(Fixtures.FENCED_GROUP + 6);
        group.beat("twice", "[]");
        for (int turn = 0; turn < 10; turn++) {
            group.beat("twice", turn % 2 == 0 ? "[0]" : "[1]");
        }
    }

    /** What is stored of it, until {@link #rebuild} puts it right. */
    private static void spoilAGroup() {
        SPOILT.beat("one", "[]");
        GroupId id = new GroupId(new Namespace("sls", Fixtures.PROJECT), Fixtures.LOGSTORE, SPOILT.name());
        try (RedisConsole console = new RedisConsole(REDIS.uri())) {
            console.call("HSET", Keys.stem(id) + ":members", "spoilt", "garbage");
            console.call("ZADD", Keys.due(Keys.bucket(id.path())), "0", id.path());
        }
    }

    private static void rebuild() {
        String path = "sls/" + Fixtures.PROJECT + "/" + Fixtures.LOGSTORE + "/" + SPOILT.name();
        SampleRequest rebuild = SampleRequest.of("POST", "/admin/v1/groups/" + path + "/rebuild")
                .header("Host", "127.0.0.1")
                .header("Authorization", "Bearer " + Fixtures.ADMIN_KEY + ":" + Fixtures.SECRET);
        assertThat(RawHttp.send(NODE.port(), rebuild).status()).isEqualTo(204);
    }

    /** More and more of them: a counter that begins has no rate yet. */
    private static void beatWithoutASignature() {
        String target = "/logstores/" + Fixtures.LOGSTORE + "/consumergroups/fleet?type=heartbeat&consumer=x";
        for (int i = 0; i < 5; i++) {
            RawHttp.send(NODE.port(), Requests.sls("POST", Fixtures.PROJECT, target, "[]"));
        }
    }

    /** Whose rebuild lasts as long. */
    private static void beatInAGroupWithALongTimeout() {
        new SlsGroup(NODE, Fixtures.BAD_INPUT_PROJECT, Fixtures.LOGSTORE, Fixtures.BAD_INPUT_GROUP).beat("one", "[]");
    }

    /** Who is not known any more, with shards, empties itself and joins anew. */
    private static void beat() {
        REPORTS.forEach((consumer, report) -> {
            try {
                if (FLEET.beat(consumer, report).status() != 200) {
                    FLEET.beat(consumer, "[]");
                }
            } catch (UncheckedIOException e) {
                // The node is not there for now.
                return;
            }
        });
    }

    /** What takes its time by default is told sooner. */
    private static Node node() {
        return Node.on(REDIS.uri()).set("shardbeat.group.hand-over-limit", "2s").set("shardbeat.metrics.census", "1s");
    }

    private static SlsGroup group(String name) {
        return new SlsGroup(NODE, Fixtures.PROJECT, Fixtures.LOGSTORE, name);
    }
}
