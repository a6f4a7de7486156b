package io.shardbeat.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** On two packaged nodes: {@code -Dshardbeat.app=…/quarkus-run.jar}. The session timeout is 3 s, the fence margin 0. */
@Timeout(180)
class FleetIT {
    private static Packaged nodes;

    private final WorkJournal journal = new WorkJournal();

    @BeforeAll
    static void start() throws Exception {
        String app = System.getProperty("shardbeat.app", "");
        assumeTrue(!app.isEmpty(), "no packaged node: -Dshardbeat.app=…/quarkus-run.jar names it");
        nodes = new Packaged(Path.of(app), 2);
    }

    @AfterAll
    static void stop() {
        if (nodes != null) {
            nodes.close();
        }
    }

    /** Killing one takes a process of its own: {@code clients/faults} does. */
    @Test
    void membersShareANodeIsLostAndWhatOneLeavesMoves() throws Exception {
        Fleet one = member("one").start();
        Fleet two = member("two").start();
        await(() -> journal.count("one") == 2 && journal.count("two") == 2);

        nodes.kill(0);
        long lost = System.nanoTime();
        await(() -> System.nanoTime() - lost > TimeUnit.SECONDS.toNanos(4)); // longer than the session timeout
        assertThat(journal.count("one")).as("nothing moves").isEqualTo(2);
        assertThat(journal.count("two")).isEqualTo(2);

        Fleet three = member("three").start();
        await(() -> journal.count("three") > 0);
        assertThat(one.stop(Duration.ofSeconds(10))).isTrue();
        await(() -> journal.count("two") == 2 && journal.count("three") == 2);
        two.close();
        await(() -> journal.count("three") == 4);
        three.close();
        assertThat(journal.count("three")).isZero();
        assertThat(journal.breaches()).isEmpty();
    }

    private FleetBuilder member(String name) {
        return Fleet.join(new Group("my-project", "my-logstore", "workers"))
                .at(nodes.addresses())
                .as(name)
                .signedBy("worker", "worker-secret")
                .leavesAtOnce("ops", "ops-secret")
                .sessionTimeout(Duration.ofSeconds(3))
                .interval(Duration.ofMillis(700))
                .onGranted((shard, token) -> journal.begins(name, shard, token))
                .onRevoked(shard -> journal.ends(name, shard));
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }
}
