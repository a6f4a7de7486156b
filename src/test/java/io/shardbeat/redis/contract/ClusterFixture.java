package io.shardbeat.redis.contract;

import io.shardbeat.redis.StoreUnderTest;
import io.shardbeat.testkit.process.RedisClusterProcesses;
import io.shardbeat.testkit.process.RedisConsole;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Over a Redis Cluster of its own. */
final class ClusterFixture extends StoreFixture {
    private final RedisClusterProcesses cluster = new RedisClusterProcesses();

    @Override
    StoreUnderTest openStore() {
        cluster.start();
        return StoreUnderTest.ofCluster(cluster.uris().subList(0, 1));
    }

    @Override
    RedisConsole openConsole() {
        return new RedisConsole(cluster.uris().get(0));
    }

    @Override
    public void afterAll(ExtensionContext context) {
        super.afterAll(context);
        cluster.close();
    }
}
