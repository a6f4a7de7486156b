package io.shardbeat.redis;

import static org.awaitility.Awaitility.await;

import io.shardbeat.testkit.process.RedisConsole;
import java.time.Duration;

/** How time passes in the tests against a real Redis: as it does. */
public final class RedisTime {
    private static final Duration LOOK = Duration.ofMillis(5);

    private RedisTime() {}

    public static void elapse(RedisConsole console, Duration time) {
        long end = console.nowMillis() + time.toMillis();
        await().pollInterval(LOOK).until(() -> console.nowMillis() >= end);
    }
}
