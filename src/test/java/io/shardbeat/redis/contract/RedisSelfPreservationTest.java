package io.shardbeat.redis.contract;

import io.shardbeat.coordinator.SelfPreservationContract;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("long")
class RedisSelfPreservationTest extends SelfPreservationContract {
    @RegisterExtension
    static final RedisFixture REDIS = new RedisFixture();

    @Override
    protected Fixture fixture() {
        return REDIS;
    }
}
