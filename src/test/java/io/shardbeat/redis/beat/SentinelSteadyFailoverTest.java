package io.shardbeat.redis.beat;

import io.shardbeat.redis.StoreUnderTest;
import io.shardbeat.testkit.process.RedisConsole;
import io.shardbeat.testkit.process.SentinelProcesses;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** A planned failover by Sentinels. */
@Tag("long")
class SentinelSteadyFailoverTest extends SteadyFailoverContract {
    private static final SentinelProcesses REDIS = new SentinelProcesses();
    private static StoreUnderTest store;

    @BeforeAll
    static void start() {
        REDIS.start();
        store = StoreUnderTest.behindSentinels(REDIS.uris(), SentinelProcesses.MASTER);
    }

    @AfterAll
    static void stop() {
        store.close();
        REDIS.close();
    }

    @Override
    StoreUnderTest store() {
        return store;
    }

    @Override
    RedisConsole openConsole() {
        return new RedisConsole(REDIS.master().uri());
    }

    @Override
    void failOver() {
        REDIS.failOver();
    }
}
