package io.shardbeat.redis;

import io.shardbeat.coordinator.BrakeContract;
import org.junit.jupiter.api.extension.RegisterExtension;

class RedisBrakeTest extends BrakeContract {
    @RegisterExtension
    static final RedisFixture REDIS = new RedisFixture();

    @Override
    protected Fixture fixture() {
        return REDIS;
    }
}
