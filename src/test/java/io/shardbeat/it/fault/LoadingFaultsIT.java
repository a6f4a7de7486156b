package io.shardbeat.it.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.shardbeat.testkit.process.Node;
import io.shardbeat.testkit.process.RedisProcess;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A Redis that has much to read when it comes back: it answers at once, and serves nobody for seconds. */
class LoadingFaultsIT {
    private static final int MILLIS = 3_000;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String READS = "still reads what it has on disk (LOADING";
    private static final RedisProcess REDIS = RedisProcess.slowToRead();

    @RegisterExtension
    static final FleetsOnTwoNodes FLEETS =
            new FleetsOnTwoNodes(() -> REDIS.start().fill(MILLIS), () -> Node.on(REDIS.uri()), REDIS);

    @Test
    void aRedisThatStillReadsItsFilesMovesNothingAndIsSaidTo() {
        FLEETS.feelNoMoveWhen("Redis killed, and reads its AOF for 3 s", () -> {
            REDIS.kill();
            REDIS.startReading();
            await("a probe says why")
                    .atMost(PATIENCE)
                    .until(() -> FLEETS.nodes().stream()
                            .anyMatch(node -> node.health("ready").contains(READS)));
            REDIS.awaitUp();
        });
        for (Node node : FLEETS.nodes()) {
            assertThat(pauses(node)).filteredOn(line -> line.contains(READS)).hasSize(1);
            assertThat(pauses(node)).hasSizeLessThanOrEqualTo(4);
            assertThat(node.errors()).isEmpty();
        }
    }

    private static List<String> pauses(Node node) {
        return node.log()
                .lines()
                .filter(line -> line.contains("passes pause until the store answers"))
                .toList();
    }
}
