package io.shardbeat.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.shardbeat.coordinator.GroupStore.Claim;
import io.shardbeat.redis.format.GroupKeys;
import io.shardbeat.redis.group.HistoryLimits;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What rests from a member's death on does so from the end of its lease, however long a pass takes to read its group. */
class FenceBeginsTest extends OneGroup {
    private static final int THREADS = 2;
    private static final Duration LOOK = Duration.ofMillis(5);

    @Test
    void aLeaseThatEndsWhileTheGroupIsReadEndsNoLaterThanItsPassIsNow() throws InterruptedException {
        // given: a claimed group, of which nothing more is read yet
        open(HistoryLimits.DEFAULT, 1);
        joinAndPass("a");
        CountDownLatch goOn = new CountDownLatch(1);
        CountDownLatch held = new CountDownLatch(THREADS);
        for (int i = 0; i < THREADS; i++) {
            store.executor.execute(() -> hold(held, goOn));
        }
        held.await();
        CompletableFuture<Optional<Claim>> claim = store.groups.claim(group).toCompletableFuture();
        console.call("PING");

        // when
        String lease = new GroupKeys(group).lease("a");
        console.call("PEXPIRE", lease, "50");
        await().pollInterval(LOOK).until(() -> console.number("EXISTS", lease) == 0);
        long ended = console.nowMillis() - 10;
        goOn.countDown();

        // then
        assertThat(claim.join().orElseThrow().snapshot().now().toEpochMilli()).isGreaterThanOrEqualTo(ended);
    }

    private static void hold(CountDownLatch held, CountDownLatch goOn) {
        held.countDown();
        try {
            goOn.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
