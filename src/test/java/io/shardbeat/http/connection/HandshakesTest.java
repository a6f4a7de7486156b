package io.shardbeat.http.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.DefaultEventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When handshakes begin, on a real loop. */
class HandshakesTest {
    private static final long TOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final DefaultEventLoop loop = new DefaultEventLoop();
    private final List<Integer> begun = new ArrayList<>();
    private long clock;

    @AfterEach
    void end() {
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    @Test
    void theFirstOneBeginsAtOnceAndOthersWhenAsMuchTimeHasGoneBy() throws Exception {
        Handshakes handshakes = new Handshakes(loop, () -> clock);
        CountDownLatch all = new CountDownLatch(3);
        long start = System.nanoTime();
        loop.submit(() -> {
                    for (int i = 0; i < 3; i++) {
                        int number = i;
                        handshakes.inTurn(() -> {
                            begun.add(number);
                            clock += TOOK_NANOS;
                            all.countDown();
                        });
                    }
                    assertThat(begun).containsExactly(0);
                })
                .get();
        assertThat(all.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(2 * TOOK_NANOS);
        assertThat(begun).containsExactly(0, 1, 2);
    }

    @Test
    void oneThatFailsHoldsUpNobody() throws Exception {
        Handshakes handshakes = new Handshakes(loop, () -> clock);
        CountDownLatch next = new CountDownLatch(1);
        loop.submit(() -> {
                    try {
                        handshakes.inTurn(() -> {
                            throw new IllegalStateException("as planned");
                        });
                    } catch (IllegalStateException planned) {
                        begun.add(1);
                    }
                    handshakes.inTurn(next::countDown);
                })
                .get();
        assertThat(next.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(begun).containsExactly(1);
    }
}
