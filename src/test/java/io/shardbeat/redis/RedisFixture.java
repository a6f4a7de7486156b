package io.shardbeat.redis;

import io.shardbeat.testkit.RedisConsole;
import io.shardbeat.testkit.RedisUnderTest;

/** Over the Redis that tests share. */
final class RedisFixture extends StoreFixture {
    @Override
    StoreUnderTest openStore() {
        return new StoreUnderTest(RedisUnderTest.uri());
    }

    @Override
    RedisConsole openConsole() {
        return new RedisConsole(RedisUnderTest.uri());
    }
}
