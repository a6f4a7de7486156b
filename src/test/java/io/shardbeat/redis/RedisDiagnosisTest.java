package io.shardbeat.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.shardbeat.coordinator.StoreUnavailableException;
import io.shardbeat.testkit.FreePort;
import io.shardbeat.testkit.RedisConsole;
import io.shardbeat.testkit.RedisProcess;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetSocket;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A server that cannot be used is described in one line: where it is, what was found, what is needed. */
class RedisDiagnosisTest {
    private static final RedisLimits LIMITS = new RedisLimits(Duration.ofSeconds(5), 64);

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void aWrongPasswordIsSaidWithoutThePassword() {
        try (RedisProcess redis = new RedisProcess().start()) {
            StoreUnavailableException failure = failureOf("redis://shardbeat:wr0ng-secret@127.0.0.1:" + redis.port());
            assertOneLine(failure, "redis://127.0.0.1:" + redis.port(), "refuses the user or password");
            assertThat(failure.isLasting()).isTrue();
        }
    }

    @Test
    void aMissingPasswordIsSaid() {
        try (RedisProcess redis = new RedisProcess().start();
                RedisConsole console = new RedisConsole(redis.uri())) {
            console.call("ACL", "SETUSER", "default", "off");
            assertOneLine(failureOf("redis://127.0.0.1:" + redis.port()), "wants a password", "quarkus.redis.hosts");
        }
    }

    @Test
    void whatAUserMayNotIsSaid() {
        try (RedisProcess redis = new RedisProcess().start();
                RedisConsole console = new RedisConsole(redis.uri())) {
            console.call("ACL", "SETUSER", "reader", "on", ">reader-secret", "~*", "+@connection");
            StoreUnavailableException failure = failureOf("redis://reader:reader-secret@127.0.0.1:" + redis.port());
            assertOneLine(failure, "NOPERM", "docs/operations.md");
            assertThat(failure.isLasting()).isTrue();
        }
    }

    /** A real one that says it is older: there is no older one to be had here. */
    @Test
    void anOldRedisIsSaidWithItsVersion() {
        try (RedisProcess redis = new RedisProcess().start()) {
            StoreUnavailableException failure =
                    failureOf("redis://shardbeat:least-secret@127.0.0.1:" + older(redis.port()));
            assertOneLine(failure, "is version 6.2.14", "needed is Redis 7.0 or newer");
            assertThat(failure.isLasting()).isTrue();
        }
    }

    @Test
    void whatIsNoRedisIsSaid() {
        StoreUnavailableException failure = failureOf("redis://u:secret@127.0.0.1:" + notRedis());
        assertOneLine(failure, "needed is Redis 7.0 or newer");
    }

    @Test
    void nobodyThereMayPass() {
        int port = FreePort.find();
        StoreUnavailableException failure = failureOf("redis://:secret@127.0.0.1:" + port);
        assertOneLine(failure, "redis://127.0.0.1:" + port, "cannot be reached");
        assertThat(failure.isLasting()).isFalse();
    }

    @Test
    void theAddressOfSeveralHasNoPasswordEither() {
        assertThat(RedisDiagnosis.address(List.of("redis://:p@a:1", "rediss://u:p@b")))
                .isEqualTo("redis://a:1,rediss://b");
    }

    @Test
    void newerOnesWillDo() {
        assertThat(RedisDiagnosis.problemIn("redis_version:7.0.0\r\n")).isEmpty();
        assertThat(RedisDiagnosis.problemIn("redis_version:10.1.0\r\n")).isEmpty();
        assertThat(RedisDiagnosis.problemIn("redis_version:7.2.4\r\nserver_name:valkey\r\n"))
                .isEmpty();
        assertThat(RedisDiagnosis.problemIn("redis_version:x\r\n")).isPresent();
        assertThat(RedisDiagnosis.problemIn("")).isPresent();
    }

    private static void assertOneLine(StoreUnavailableException failure, String... parts) {
        assertThat(failure.getMessage())
                .contains(parts)
                .doesNotContain("secret", "\n")
                .startsWith("Redis at redis://");
    }

    private StoreUnavailableException failureOf(String address) {
        RedisPipeline redis = new RedisPipeline(
                vertx,
                () -> Redis.createClient(vertx, new RedisOptions().setConnectionString(address)),
                RedisDiagnosis.address(List.of(address)),
                LIMITS);
        Throwable failure = catchThrowable(() ->
                redis.send(RedisCall.of(Command.PING)).toCompletableFuture().join());
        return (StoreUnavailableException) StoreUnavailableException.behind(failure);
    }

    private int notRedis() {
        return listen(socket ->
                socket.handler(request -> socket.write("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")));
    }

    /** In front of a server: another version in as many characters. */
    private int older(int port) {
        return listen(client -> {
            client.pause();
            vertx.createNetClient().connect(port, "127.0.0.1").onSuccess(server -> {
                server.handler(answer -> client.write(answer.toString(StandardCharsets.ISO_8859_1)
                        .replaceFirst("redis_version:[0-9.]{6}", "redis_version:6.2.14")));
                client.handler(server::write);
                client.resume();
            });
        });
    }

    private int listen(Handler<NetSocket> connected) {
        return vertx.createNetServer()
                .connectHandler(connected)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
    }
}
