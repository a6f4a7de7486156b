package io.shardbeat.redis;

import io.shardbeat.coordinator.LossOfWritesContract;
import org.junit.jupiter.api.extension.RegisterExtension;

class RedisLossOfWritesTest extends LossOfWritesContract {
    @RegisterExtension
    static final RedisFixture REDIS = new RedisFixture();

    @Override
    protected Fixture fixture() {
        return REDIS;
    }
}
