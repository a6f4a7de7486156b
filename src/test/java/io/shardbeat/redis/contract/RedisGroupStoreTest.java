package io.shardbeat.redis.contract;

import io.shardbeat.coordinator.GroupStoreContract;
import org.junit.jupiter.api.extension.RegisterExtension;

class RedisGroupStoreTest extends GroupStoreContract {
    @RegisterExtension
    static final RedisFixture REDIS = new RedisFixture();

    @Override
    protected Fixture fixture() {
        return REDIS;
    }
}
