package io.shardbeat.redis;

import io.shardbeat.coordinator.HandOverContract;
import org.junit.jupiter.api.extension.RegisterExtension;

class RedisHandOverTest extends HandOverContract {
    @RegisterExtension
    static final RedisFixture REDIS = new RedisFixture();

    @Override
    protected Fixture fixture() {
        return REDIS;
    }
}
