package io.shardbeat.redis;

import io.shardbeat.coordinator.GroupStoreContract;
import io.shardbeat.testkit.RedisConsole;
import io.shardbeat.testkit.RedisUnderTest;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class RedisGroupStoreTest extends GroupStoreContract {
    private static StoreUnderTest store;
    private static RedisConsole console;

    @BeforeAll
    static void connect() {
        store = new StoreUnderTest(RedisUnderTest.uri());
        console = new RedisConsole(RedisUnderTest.uri());
    }

    @AfterAll
    static void disconnect() {
        console.close();
        store.close();
    }

    @Override
    protected Stores stores() {
        return new Stores(store.groups, store.directory, store.catalog, store.codec);
    }

    @Override
    protected long nowMillis() {
        return console.nowMillis();
    }

    @Override
    protected void elapseUnserved(Duration time) {
        RedisTime.elapse(console, time);
    }

    @Override
    protected Duration serviceGap() {
        return Duration.ofMillis(BucketSweeper.GAP_MILLIS);
    }
}
