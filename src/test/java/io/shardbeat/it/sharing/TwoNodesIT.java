package io.shardbeat.it.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.aliyun.openservices.log.http.signer.SignVersion;
import io.shardbeat.it.client.Cloud;
import io.shardbeat.it.client.Consumer;
import io.shardbeat.it.client.SlowMachine;
import io.shardbeat.it.client.SlsCloud;
import io.shardbeat.testkit.Witness;
import io.shardbeat.testkit.process.Cluster;
import io.shardbeat.testkit.process.Node;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two nodes on one Redis: either may die at any time, and its consumers do not notice. */
class TwoNodesIT {
    private static final int TIMEOUT_SECONDS = 5;
    private static final Duration TIMEOUT = Duration.ofSeconds(TIMEOUT_SECONDS);
    private static final Duration SHORT_TIMEOUT = Duration.ofSeconds(1);
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final Cloud cloud = new SlsCloud(SignVersion.V1);
    private final Witness witness = new Witness();
    private final String group = "two-nodes-" + NUMBER.incrementAndGet();
    private final Consumer a = new Consumer(cloud, group, "consumer-a", witness);
    private final Consumer b = new Consumer(cloud, group, "consumer-b", witness);

    @BeforeEach
    void splitInTwo() throws Exception {
        Cluster.heal();
        cloud.create(group, TIMEOUT_SECONDS);
        a.beat(Cluster.first());
        b.beat(Cluster.second());
        a.beat(Cluster.second());
        a.letsGo().beat(Cluster.first());
        await().atMost(Duration.ofSeconds(20))
                .until(() -> b.beatNow(Cluster.second()).size() == 4);
    }

    @AfterEach
    void heal() {
        Cluster.heal();
        assertThat(witness.breaches()).isEmpty();
    }

    @Test
    void eitherNodeMayBeKilledAndNothingMoves() throws Exception {
        long epoch = b.epoch();
        Set<Integer> ofA = a.granted();
        for (Node dying : List.of(Cluster.first(), Cluster.second())) {
            dying.kill();
            beatFor(TIMEOUT.plusSeconds(1), other(dying));
            dying.start();
            while (dying.probe("ready") != 200) {
                beatFor(Duration.ofMillis(1), other(dying));
            }
            beatFor(Duration.ofSeconds(1), Cluster.first(), Cluster.second());
        }
        assertThat(a.granted()).isEqualTo(ofA).hasSize(4);
        assertThat(b.granted()).hasSize(4);
        assertThat(a.epoch()).as("nothing moved").isEqualTo(epoch);
    }

    @Test
    void aFrozenNodeThatComesBackChangesNothing() throws Exception {
        long epoch = b.epoch();
        Cluster.first().freeze();
        beatFor(TIMEOUT.plusSeconds(1), Cluster.second());
        Cluster.first().thaw();
        beatFor(Duration.ofSeconds(2), Cluster.first(), Cluster.second());
        assertThat(a.granted()).hasSize(4);
        assertThat(a.epoch()).as("nothing moved").isEqualTo(epoch);
    }

    @Test
    void aDeadNodeDelaysNobodysTakeOver() throws Exception {
        Cluster.first().kill();
        for (int i = 0; i < 4; i++) {
            assertThat(takeOver(group + "-" + i)).isLessThan(SHORT_TIMEOUT.plus(SlowMachine.SLACK));
        }
    }

    /** Of a group whose bucket may have been the dead node's: how long after a consumer's last beat another has all. */
    private Duration takeOver(String ofGroup) throws Exception {
        cloud.createAt(Cluster.second(), ofGroup, (int) SHORT_TIMEOUT.toSeconds());
        Consumer silent = new Consumer(cloud, ofGroup, "silent", new Witness());
        Consumer heir = new Consumer(cloud, ofGroup, "heir", new Witness());
        assertThat(silent.beatNow(Cluster.second())).hasSize(8);
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> heir.beatNow(Cluster.second()).size() == 8);
        return silent.sinceAnswered();
    }

    private static Node other(Node node) {
        return node == Cluster.first() ? Cluster.second() : Cluster.first();
    }

    /** Both beat every second, in turn over these nodes. */
    private void beatFor(Duration time, Node... nodes) throws Exception {
        long end = System.nanoTime() + time.toNanos();
        for (int turn = 0; System.nanoTime() < end; turn++) {
            a.beat(nodes[turn % nodes.length]);
            b.beat(nodes[(turn + 1) % nodes.length]);
        }
    }
}
