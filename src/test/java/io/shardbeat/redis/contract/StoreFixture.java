package io.shardbeat.redis.contract;

import io.shardbeat.coordinator.StoreContract.Fixture;
import io.shardbeat.coordinator.StoreContract.Stores;
import io.shardbeat.redis.RedisTime;
import io.shardbeat.redis.StoreUnderTest;
import io.shardbeat.redis.format.Keys;
import io.shardbeat.redis.group.BucketSweeper;
import io.shardbeat.redis.group.RedisWishStore;
import io.shardbeat.redis.link.LuaScript;
import io.shardbeat.testkit.process.RedisConsole;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The stores of one node over a real Redis, for as long as one test class runs. */
abstract class StoreFixture implements Fixture, BeforeAllCallback, AfterAllCallback {
    private StoreUnderTest store;
    private RedisConsole console;

    abstract StoreUnderTest openStore();

    /** To a server that has the same time as those of the store. */
    abstract RedisConsole openConsole();

    @Override
    public void beforeAll(ExtensionContext context) {
        store = openStore();
        console = openConsole();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        console.close();
        store.close();
    }

    final StoreUnderTest store() {
        return store;
    }

    final RedisConsole console() {
        return console;
    }

    @Override
    public Stores stores() {
        return new Stores(store.groups, store.directory, store.catalog, new RedisWishStore(store.redis), store.codec);
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
        LuaScript begin = LuaScript.named("begin_incarnation");
        for (int bucket = 0; bucket < Keys.BUCKETS; bucket++) {
            store.redis
                    .send(begin.call(List.of(Keys.sweep(bucket)), runId, Long.toString(epochFloor), "1", Keys.FORMAT))
                    .toCompletableFuture()
                    .join();
        }
    }

    @Override
    public Duration serviceGap() {
        return Duration.ofMillis(BucketSweeper.GAP_MILLIS);
    }
}
