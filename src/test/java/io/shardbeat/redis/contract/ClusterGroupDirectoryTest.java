package io.shardbeat.redis.contract;

import io.shardbeat.coordinator.GroupDirectoryContract;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("long")
class ClusterGroupDirectoryTest extends GroupDirectoryContract {
    @RegisterExtension
    static final ClusterFixture CLUSTER = new ClusterFixture();

    @Override
    protected Fixture fixture() {
        return CLUSTER;
    }
}
