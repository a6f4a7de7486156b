package io.shardbeat.redis.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.shardbeat.coordinator.StoreUnavailableException;
import io.shardbeat.testkit.Endpoint;
import io.shardbeat.testkit.process.RedisConsole;
import io.shardbeat.testkit.process.RedisProcess;
import io.shardbeat.testkit.proxy.TcpProxy;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.impl.VertxInternal;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Connections that are open while the server at their other end is not the one it was. */
@Tag("long")
class LostServerTest {
    private static final int LOOPS = 4;
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final LuaScript BEAT_NODE = LuaScript.named("beat_node");

    private final RedisProcess first = new RedisProcess().start();
    private final AtomicReference<Endpoint> primary = new AtomicReference<>(first);
    private final TcpProxy way = new TcpProxy(() -> primary.get().port());
    private final VertxInternal vertx = (VertxInternal) Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2 * LOOPS));
    private final List<Context> loops =
            Stream.<Context>generate(vertx::createEventLoopContext).limit(LOOPS).toList();
    private final RedisPipeline redis = new RedisPipeline(
            vertx,
            () -> Redis.createClient(vertx, new RedisOptions().setConnectionString("redis://127.0.0.1:" + way.port())),
            "redis under test",
            new RedisLimits(TIMEOUT, 64));

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
        way.close();
        first.close();
    }

    @Test
    void aConnectionToAPrimaryThatBecameAReplicaIsGivenUpForTheNewPrimary() {
        beatNode();
        try (RedisProcess second = new RedisProcess().start();
                RedisConsole old = new RedisConsole(first.uri());
                RedisConsole fresh = new RedisConsole(second.uri())) {
            old.call("REPLICAOF", "127.0.0.1", Integer.toString(second.port()));
            primary.set(second);

            assertThatThrownBy(this::beatNode)
                    .isInstanceOf(CompletionException.class)
                    .hasCauseInstanceOf(StoreUnavailableException.class)
                    .hasMessageContaining("READONLY");
            beatNode();

            assertThat(fresh.number("EXISTS", "nodes")).isOne();
        }
    }

    @Test
    void whileTheNewPrimaryIsNotFoundEveryAttemptFailsAndNothingIsWrittenToTheReplica() {
        try (RedisProcess second = new RedisProcess().start();
                RedisConsole old = new RedisConsole(first.uri())) {
            old.call("REPLICAOF", "127.0.0.1", Integer.toString(second.port()));
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(this::beatNode).hasCauseInstanceOf(StoreUnavailableException.class);
            }
            assertThat(old.number("EXISTS", "nodes")).isZero();
            old.call("REPLICAOF", "NO", "ONE");
            beatNode();
        }
    }

    @Test
    void whenOneConnectionIsSilentTheIdleOnesAreGivenUpBeforeAnybodyMeetsThem() {
        loops.forEach(loop -> assertThat(ping(loop).join()).isEqualTo("PONG"));
        way.halfOpen();

        assertThatThrownBy(ping(loops.get(0))::join).hasCauseInstanceOf(StoreUnavailableException.class);

        loops.forEach(loop -> assertThat(ping(loop).join()).isEqualTo("PONG"));
    }

    @Test
    void whenOneConnectionIsSilentThoseWithCommandsUnderWayAreGivenUpSoonAfter() {
        loops.forEach(loop -> assertThat(ping(loop).join()).isEqualTo("PONG"));
        way.halfOpen();
        CompletableFuture<String> met = ping(loops.get(0));
        await().pollDelay(TIMEOUT.multipliedBy(3).dividedBy(4)).until(() -> true);
        CompletableFuture<String> later = ping(loops.get(1));

        assertThatThrownBy(met::join).hasCauseInstanceOf(StoreUnavailableException.class);
        long start = System.nanoTime();
        assertThatThrownBy(later::join).hasCauseInstanceOf(StoreUnavailableException.class);

        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .as("its own time would end three quarters of the timeout later")
                .isLessThan(TIMEOUT.dividedBy(2));
    }

    @Test
    void aConnectionThatIsHeardOfIsKeptWhenAnotherIsSilent() {
        assertThat(ping(loops.get(0)).join()).isEqualTo("PONG");
        way.halfOpen();
        CompletableFuture<String> met = ping(loops.get(0));
        String connection = clientId(loops.get(1));

        assertThatThrownBy(met::join).hasCauseInstanceOf(StoreUnavailableException.class);

        assertThat(clientId(loops.get(1))).isEqualTo(connection);
    }

    private void beatNode() {
        redis.send(BEAT_NODE.call(List.of("nodes", "nodes:said"), "node", "60000", "it is well"))
                .toCompletableFuture()
                .join();
    }

    private CompletableFuture<String> ping(Context loop) {
        return send(loop, RedisCall.of(Command.PING));
    }

    private String clientId(Context loop) {
        return send(loop, RedisCall.of(Command.CLIENT, "ID")).join();
    }

    private CompletableFuture<String> send(Context loop, RedisCall call) {
        CompletableFuture<String> reply = new CompletableFuture<>();
        loop.runOnContext(v -> redis.send(call).whenComplete((text, failure) -> {
            if (failure == null) {
                reply.complete(text.toString());
            } else {
                reply.completeExceptionally(failure);
            }
        }));
        return reply;
    }
}
