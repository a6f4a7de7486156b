package io.shardbeat.redis.contract;

import io.shardbeat.coordinator.BigPlanContract;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("long")
class ClusterBigPlanTest extends BigPlanContract {
    @RegisterExtension
    static final ClusterFixture CLUSTER = new ClusterFixture();

    @Override
    protected Fixture fixture() {
        return CLUSTER;
    }
}
