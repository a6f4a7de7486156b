package io.shardbeat.redis.contract;

import io.shardbeat.coordinator.GroupStoreContract;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("long")
class ClusterGroupStoreTest extends GroupStoreContract {
    @RegisterExtension
    static final ClusterFixture CLUSTER = new ClusterFixture();

    @Override
    protected Fixture fixture() {
        return CLUSTER;
    }
}
