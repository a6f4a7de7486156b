package io.shardbeat.redis;

import io.shardbeat.testkit.process.RedisConsole;
import io.shardbeat.testkit.process.RedisUnderTest;

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
