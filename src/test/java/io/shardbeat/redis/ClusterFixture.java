package io.shardbeat.redis;

import io.shardbeat.coordinator.StoreContract.Fixture;
import io.shardbeat.coordinator.StoreContract.Stores;
import io.shardbeat.testkit.RedisClusterProcesses;
import io.shardbeat.testkit.RedisConsole;
import java.time.Duration;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The stores of one node over a Redis Cluster, for as long as one test class runs. */
final class ClusterFixture implements Fixture, BeforeAllCallback, AfterAllCallback {
    private final RedisClusterProcesses cluster = new RedisClusterProcesses();
    private StoreUnderTest store;
    private RedisConsole console;

    @Override
    public void beforeAll(ExtensionContext context) {
        cluster.start();
        store = StoreUnderTest.ofCluster(cluster.uris().subList(0, 1));
        console = new RedisConsole(cluster.uris().get(0));
    }

    @Override
    public void afterAll(ExtensionContext context) {
        console.close();
        store.close();
        cluster.close();
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
        RedisFixture.replaceServer(store, runId, epochFloor);
    }

    @Override
    public Duration serviceGap() {
        return Duration.ofMillis(BucketSweeper.GAP_MILLIS);
    }
}
