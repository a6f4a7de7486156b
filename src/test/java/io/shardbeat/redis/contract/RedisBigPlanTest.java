package io.shardbeat.redis.contract;

import io.shardbeat.coordinator.BigPlanContract;
import org.junit.jupiter.api.extension.RegisterExtension;

class RedisBigPlanTest extends BigPlanContract {
    @RegisterExtension
    static final RedisFixture REDIS = new RedisFixture();

    @Override
    protected Fixture fixture() {
        return REDIS;
    }
}
