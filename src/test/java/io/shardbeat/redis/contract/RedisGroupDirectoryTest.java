package io.shardbeat.redis.contract;

import io.shardbeat.coordinator.GroupDirectoryContract;
import org.junit.jupiter.api.extension.RegisterExtension;

class RedisGroupDirectoryTest extends GroupDirectoryContract {
    @RegisterExtension
    static final RedisFixture REDIS = new RedisFixture();

    @Override
    protected Fixture fixture() {
        return REDIS;
    }
}
