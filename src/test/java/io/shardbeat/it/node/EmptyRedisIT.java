package io.shardbeat.it.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.testkit.process.Node;
import io.shardbeat.testkit.process.RedisProcess;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;

/**
 * A Redis that comes back empty knows no project and no group until the catalog file has been applied to it. No client is
 * told so meanwhile: official ones take "does not exist" as final.
 */
class EmptyRedisIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Keeps nothing: a restart loses everything. */
    private static final RedisProcess REDIS = new RedisProcess();

    private static final Node NODE = Node.on(REDIS.uri());

    @BeforeAll
    static void start() {
        REDIS.start();
        NODE.start().awaitReady();
    }

    @AfterAll
    static void stop() {
        NODE.close();
        REDIS.close();
    }

    /** The catalog file is looked at every two seconds, so how much of it a run sees is up to chance. */
    @RepeatedTest(3)
    void nobodyIsToldThatWhatIsDeclaredDoesNotExist() {
        assertThat(ServedCalls.all().values())
                .allSatisfy(
                        request -> assertThat(ServedCalls.answer(NODE, request)).isEqualTo("served"));
        REDIS.kill();
        REDIS.start();
        Map<String, String> last = new HashMap<>();
        long end = System.nanoTime() + PATIENCE.toNanos();
        do {
            ServedCalls.all().forEach((call, request) -> {
                String answer = ServedCalls.answer(NODE, request);
                assertThat(answer).as(call).isIn("served", "failed");
                last.put(call, answer);
            });
        } while (last.containsValue("failed") && System.nanoTime() < end);
        assertThat(last.values()).containsOnly("served");
    }
}
