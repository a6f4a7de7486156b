package io.shardbeat.it.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.aliyun.openservices.log.http.signer.SignVersion;
import io.shardbeat.it.client.SlsCloud;
import io.shardbeat.testkit.process.HaProxy;
import io.shardbeat.testkit.process.HaProxy.Mode;
import io.shardbeat.testkit.process.Node;
import io.shardbeat.testkit.process.RedisProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Nodes are added, and restarted one by one, behind a balancer, under a fleet that keeps its connections. */
@Tag("alone")
class ScalingIT {
    private static final AtomicInteger GROUPS = new AtomicInteger();
    private static final int NODES = 3;
    private static final int ADDED = 2;
    private static final int MEMBERS = 40;
    private static final Duration AGE = Duration.ofSeconds(6);
    private static final Duration BALANCER_NOTICES = Duration.ofSeconds(1);
    /** Longer than a heartbeat interval and what a balancer on a busy machine takes to notice, as in the manifests. */
    private static final Duration LEAVES = Duration.ofSeconds(5);

    private static final Duration SAMPLE = Duration.ofSeconds(4);

    private static final List<Node> NODE = new ArrayList<>();
    private static RedisProcess redis;

    @BeforeAll
    static void start() {
        assumeTrue(HaProxy.isInstalled(), "no haproxy here");
        redis = new RedisProcess().start();
        for (int i = 0; i < NODES + ADDED; i++) {
            NODE.add(Node.on(redis.uri())
                    .set("shardbeat.redis.timeout", "10s") // the machine is busy with starts
                    .set("quarkus.shutdown.delay", LEAVES.toSeconds() + "s")
                    .set("quarkus.shutdown.timeout", "10s") // as in the manifests: who is being served is not cut off
                    .set("shardbeat.http.connection-age", AGE.toSeconds() + "s"));
        }
        running().forEach(Node::start);
        running().forEach(Node::awaitReady);
    }

    @AfterAll
    static void stop() {
        NODE.forEach(Node::close);
        if (redis != null) {
            redis.close();
        }
    }

    /** A new one, in which nobody expires because this machine is busy. */
    private static String group() throws Exception {
        String group = "keeping-" + GROUPS.incrementAndGet();
        new SlsCloud(SignVersion.V1).createAt(NODE.get(0), group, 120);
        return group;
    }

    private static List<Node> running() {
        return NODE.subList(0, NODES);
    }

    @Test
    void nodesThatAreAddedHaveTheirShareWithinAConnectionsAge() throws Exception {
        try (HaProxy service = new HaProxy(Mode.CONNECTIONS, NODE);
                KeepAliveFleet fleet = new KeepAliveFleet(service, group(), MEMBERS)) {
            fleet.counts();
            NODE.subList(NODES, NODES + ADDED).forEach(Node::start);
            NODE.subList(NODES, NODES + ADDED).forEach(Node::awaitReady);
            passes(BALANCER_NOTICES);
            String before = percent(beats(SAMPLE.dividedBy(4)));
            passes(AGE);
            long[] after = beats(SAMPLE);
            System.out.printf("beats by node: first second %s, after %s: %s%n", before, AGE, percent(after));
            long sum = LongStream.of(after).sum();
            for (long each : after) {
                // Chance deals connections out: one of forty at one of five nodes happens once in a hundred runs, none
                // hardly.
                assertThat(each).as("share of one node of " + percent(after)).isGreaterThan(sum / NODE.size() / 12);
            }
            assertThat(fleet.failures()).isEmpty();
            assertThat(fleet.moves()).isZero();
        }
    }

    /** As a Deployment is rolled out: one node after another, each told to stop before the next. */
    @Test
    void aRollingRestartFailsNoHeartbeatAndMovesNothing() throws Exception {
        try (HaProxy service = new HaProxy(Mode.CONNECTIONS, running());
                KeepAliveFleet fleet = new KeepAliveFleet(service, group(), MEMBERS)) {
            fleet.counts();
            for (Node node : running()) {
                node.stop();
                node.start().awaitReady();
                passes(BALANCER_NOTICES);
            }
            System.out.printf(
                    "rolling restart of %d nodes: %d heartbeats, failed %s, moved %d%n",
                    NODES, fleet.answered(), fleet.failures(), fleet.moves());
            assertThat(fleet.failures()).isEmpty();
            assertThat(fleet.moves()).isZero();
        }
    }

    /** Heartbeats that each node was sent meanwhile. */
    private static long[] beats(Duration time) {
        long[] before = NODE.stream().mapToLong(ScalingIT::beatsOf).toArray();
        passes(time);
        long[] beats = NODE.stream().mapToLong(ScalingIT::beatsOf).toArray();
        for (int i = 0; i < beats.length; i++) {
            beats[i] -= before[i];
        }
        return beats;
    }

    private static long beatsOf(Node node) {
        return node.metrics()
                .lines()
                .filter(line -> line.contains("shardbeat_heartbeats_total{"))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private static String percent(long[] beats) {
        long sum = Math.max(1, LongStream.of(beats).sum());
        return LongStream.of(beats)
                        .mapToObj(each -> Math.round(100.0 * each / sum) + " %")
                        .toList() + " of " + sum;
    }

    private static void passes(Duration time) {
        await().pollDelay(time).atMost(time.plusSeconds(30)).until(() -> true);
    }
}
