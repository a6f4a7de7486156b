package io.shardbeat.redis;

import io.shardbeat.coordinator.ExpiryContract;
import org.junit.jupiter.api.extension.RegisterExtension;

class RedisExpiryTest extends ExpiryContract {
    @RegisterExtension
    static final RedisFixture REDIS = new RedisFixture();

    @Override
    protected Fixture fixture() {
        return REDIS;
    }
}
