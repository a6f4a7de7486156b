package io.shardbeat.redis;

import io.shardbeat.coordinator.StoreContract.Fixture;
import io.shardbeat.coordinator.StoreContract.Stores;
import io.shardbeat.testkit.RedisConsole;
import io.shardbeat.testkit.RedisUnderTest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The stores of one node over the real Redis that tests share, for as long as one test class runs. */
final class RedisFixture implements Fixture, BeforeAllCallback, AfterAllCallback {
    private StoreUnderTest store;
    private RedisConsole console;

    @Override
    public void beforeAll(ExtensionContext context) {
        store = new StoreUnderTest(RedisUnderTest.uri());
        console = new RedisConsole(RedisUnderTest.uri());
    }

    @Override
    public void afterAll(ExtensionContext context) {
        console.close();
        store.close();
    }

    StoreUnderTest store() {
        return store;
    }

    RedisConsole console() {
        return console;
    }

    @Override
    public Stores stores() {
        return new Stores(store.groups, store.directory, store.catalog, store.codec);
    }

    @Override
    public long nowMillis() {
        return console.nowMillis();
    }

    @Override
    public void elapseUnserved(Duration time) {
        RedisTime.elapse(console, time);
    }

    @Override
    public void replaceServer(String runId, long epochFloor) {
        replaceServer(store, runId, epochFloor);
    }

    static void replaceServer(StoreUnderTest store, String runId, long epochFloor) {
        LuaScript begin = LuaScript.named("begin_incarnation");
        for (int bucket = 0; bucket < Keys.BUCKETS; bucket++) {
            store.redis
                    .send(begin.call(List.of(Keys.sweep(bucket)), runId, Long.toString(epochFloor), "1"))
                    .toCompletableFuture()
                    .join();
        }
    }

    @Override
    public Duration serviceGap() {
        return Duration.ofMillis(BucketSweeper.GAP_MILLIS);
    }
}
