package io.shardbeat.redis.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** More script calls than Redis carries out within the time that anybody waits for them. */
@Tag("long")
class SlowScriptsTest {
    private static final LuaScript KEEP_BUSY = LuaScript.named("keep_busy");
    private static final String ROUNDS = "15000";
    /** Twice the timeout, and more. */
    private static final int CALLS = 4_000;

    private static final Duration TIMEOUT = Duration.ofMillis(1_500);
    private static final long PATIENCE_SECONDS = 20;

    private final RedisProcess server = new RedisProcess().start();
    private final Vertx vertx = Vertx.vertx();
    private final RedisPipeline redis = new RedisPipeline(
            vertx,
            () -> Redis.createClient(
                    vertx,
                    new RedisOptions()
                            .setConnectionString(server.uri().toString())
                            .setMaxWaitingHandlers(2 * CALLS)),
            "redis under test",
            new RedisLimits(TIMEOUT, 2 * CALLS));

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
        server.close();
    }

    @Test
    void thoseInTimeAreAnsweredTheOthersAreToldOfAnOverloadAndTheConnectionStays() throws Exception {
        String connection = clientId();
        List<CompletableFuture<Response>> calls = new ArrayList<>();
        for (int i = 0; i < CALLS; i++) {
            calls.add(redis.send(KEEP_BUSY.call(List.of("sb:{1}:busy"), ROUNDS)).toCompletableFuture());
        }
        for (CompletableFuture<Response> call : calls) {
            failure(call);
        }

        assertThat(calls.stream().filter(CompletableFuture::isCompletedExceptionally))
                .as("more than is done in time")
                .isNotEmpty()
                .allSatisfy(call -> assertThat(failure(call))
                        .extracting(StoreUnavailableException::reason)
                        .isEqualTo(Reason.OVERLOADED));
        assertThat(calls.stream().filter(call -> !call.isCompletedExceptionally()))
                .as("what is done in time")
                .hasSizeGreaterThan(100);
        await().atMost(Duration.ofSeconds(PATIENCE_SECONDS))
                .ignoreExceptions()
                .until(this::clientId, connection::equals);
    }

    private String clientId() throws Exception {
        return redis.send(RedisCall.of(Command.CLIENT, "ID"))
                .toCompletableFuture()
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .toString();
    }

    private static @Nullable StoreUnavailableException failure(CompletableFuture<Response> call) {
        return (StoreUnavailableException)
                call.handle((reply, failure) -> failure == null ? null : StoreUnavailableException.behind(failure))
                        .join();
    }
}
