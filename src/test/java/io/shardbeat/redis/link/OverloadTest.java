package io.shardbeat.redis.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shardbeat.coordinator.StoreUnavailableException;
import io.shardbeat.coordinator.StoreUnavailableException.Reason;
import io.shardbeat.testkit.process.RedisProcess;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** More commands than a link may have under way, on a Redis that is frozen so that none of them ends. */
class OverloadTest {
    private static final int LIMIT = 8;
    private static final long PATIENCE_SECONDS = 10;
    private static final RedisProcess REDIS = new RedisProcess();
    private static final Vertx VERTX = Vertx.vertx();

    private static RedisPipeline pipeline;

    @BeforeAll
    static void start() {
        REDIS.start();
        pipeline = new RedisPipeline(
                VERTX,
                () -> Redis.createClient(
                        VERTX,
                        new RedisOptions().setConnectionString(REDIS.uri().toString())),
                "redis under test",
                new RedisLimits(Duration.ofSeconds(30), LIMIT));
    }

    @AfterAll
    static void stop() {
        VERTX.close().toCompletionStage().toCompletableFuture().join();
        REDIS.close();
    }

    @Test
    void whatIsBeyondTheLimitIsRefusedAtOnceAndTheRestIsAnswered() throws Exception {
        echo(0).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        REDIS.freeze();
        List<CompletableFuture<Response>> taken = new ArrayList<>();
        for (int i = 0; i < LIMIT; i++) {
            taken.add(echo(i));
        }
        CompletableFuture<Response> refused = echo(LIMIT);

        assertThatThrownBy(() ->
                        refused.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join())
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        StoreUnavailableException.class,
                        failure -> assertThat(failure.reason()).isEqualTo(Reason.OVERLOADED));
        assertThat(taken).as("Redis is frozen").noneMatch(CompletableFuture::isDone);

        REDIS.thaw();
        for (int i = 0; i < LIMIT; i++) {
            assertThat(taken.get(i).get(PATIENCE_SECONDS, TimeUnit.SECONDS)).hasToString(Integer.toString(i));
        }
        assertThat(echo(99).get(PATIENCE_SECONDS, TimeUnit.SECONDS)).hasToString("99");
    }

    private static CompletableFuture<Response> echo(int number) {
        return pipeline.send(RedisCall.of(Command.ECHO, number)).toCompletableFuture();
    }
}
