package io.shardbeat.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.client.FakeNode.Said;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** With its threads, in real time: a session timeout of 1 s, so that it gives up 700 ms after its last good heartbeat. */
@Timeout(30)
class FleetTest {
    private final FakeNode node = new FakeNode();
    private final BlockingQueue<String> calls = new LinkedBlockingQueue<>();

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void aListenerThatHangsHoldsUpNobodyElse() throws Exception {
        CountDownLatch hangs = new CountDownLatch(1);
        node.beats = beat -> beat.body().equals("[]") ? Said.shards(1, "[0,1]") : Said.shards(2, "[]");
        Fleet fleet = fleet().onGranted((shard, token) -> calls.add("start " + shard))
                .onRevoked(shard -> {
                    if (shard == 0) {
                        await(hangs);
                    }
                    calls.add("stopped " + shard);
                })
                .start();
        assertThat(next()).startsWith("start");
        assertThat(next()).startsWith("start");
        assertThat(next()).isEqualTo("stopped 1");
        int seen = node.reports().size();
        while (node.reports().size() < seen + 3) {
            Thread.onSpinWait();
        }
        assertThat(node.reports()).last().as("until it has ended").isEqualTo("[0]");
        assertThat(fleet.stop(Duration.ofMillis(50))).isFalse();
        hangs.countDown();
        assertThat(fleet.stop(Duration.ofSeconds(10))).isTrue();
        assertThat(node.reports()).last().isEqualTo("[]");
    }

    @Test
    void itGivesUpByItselfWhileAHeartbeatHangs() throws Exception {
        CountDownLatch hangs = new CountDownLatch(1);
        long[] lastGood = new long[1];
        node.beats = beat -> {
            if (!beat.body().equals("[]")) {
                await(hangs);
            }
            lastGood[0] = beat.body().equals("[]") ? System.nanoTime() : lastGood[0];
            return Said.shards(1, "[0]");
        };
        Fleet fleet = fleet().attemptTimeout(Duration.ofMillis(900))
                .onGranted((shard, token) -> calls.add("start"))
                .onRevoked(shard -> calls.add("stop"))
                .start();
        assertThat(next()).isEqualTo("start");
        assertThat(next()).isEqualTo("stop");
        assertThat(System.nanoTime() - lastGood[0])
                .as("before the session timeout of a second is over")
                .isLessThan(TimeUnit.MILLISECONDS.toNanos(1_000));
        hangs.countDown();
        fleet.close();
    }

    @Test
    void aStartThatThrowsIsTriedAgain() throws Exception {
        node.beats = beat -> Said.shards(1, "[0]");
        Fleet fleet = fleet().onGranted((shard, token) -> {
                    calls.add("start");
                    if (calls.size() < 3) {
                        throw new IllegalStateException("a test");
                    }
                })
                .onRevoked(shard -> calls.add("clean up"))
                .start();
        while (calls.size() < 3) {
            Thread.onSpinWait();
        }
        assertThat(calls).startsWith("start", "clean up", "start");
        fleet.close();
        assertThat(calls).last().isEqualTo("clean up");
    }

    @Test
    void whoLostItsPlaceJoinsAgainAtOnce() throws Exception {
        node.beats =
                beat -> beat.body().equals("[]") ? Said.shards(1, "[0]") : Said.error(400, "NotExistConsumerWithBody");
        Fleet fleet = fleet().onGranted((shard, token) -> calls.add("start"))
                .onRevoked(shard -> calls.add("stop"))
                .start();
        for (String expected : new String[] {"start", "stop", "start", "stop"}) {
            assertThat(next()).isEqualTo(expected);
        }
        fleet.close();
    }

    private FleetBuilder fleet() {
        return Fleet.join(new Group("my-project", "my-logstore", "workers"))
                .at(node.address())
                .as("one")
                .sessionTimeout(Duration.ofSeconds(1))
                .interval(Duration.ofMillis(300));
    }

    private String next() throws InterruptedException {
        return calls.poll(10, TimeUnit.SECONDS);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
