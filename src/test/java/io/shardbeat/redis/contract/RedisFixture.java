package io.shardbeat.redis.contract;

import io.shardbeat.redis.StoreUnderTest;
import io.shardbeat.testkit.process.RedisConsole;
import io.shardbeat.testkit.process.RedisUnderTest;

/** Over the Redis that tests share. */
public final class RedisFixture extends StoreFixture {
    @Override
    public StoreUnderTest openStore() {
        return new StoreUnderTest(RedisUnderTest.uri());
    }

    @Override
    public RedisConsole openConsole() {
        return new RedisConsole(RedisUnderTest.uri());
    }
}
