package io.shardbeat.redis.race;

import io.shardbeat.redis.StoreUnderTest;
import io.shardbeat.testkit.process.RedisConsole;
import io.shardbeat.testkit.process.RedisUnderTest;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The stores of two nodes over one Redis, which other tests use, too, and a console that looks past them. */
final class TwoNodes implements AfterAllCallback {
    final List<StoreUnderTest> stores =
            List.of(new StoreUnderTest(RedisUnderTest.uri()), new StoreUnderTest(RedisUnderTest.uri()));
    final RedisConsole console = new RedisConsole(RedisUnderTest.uri());

    @Override
    public void afterAll(ExtensionContext context) {
        console.close();
        stores.forEach(StoreUnderTest::close);
    }
}
