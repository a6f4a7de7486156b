package io.shardbeat.redis.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.shardbeat.coordinator.StoreUnavailableException;
import io.shardbeat.testkit.process.FreePort;
import io.shardbeat.testkit.process.RedisConsole;
import io.shardbeat.testkit.process.RedisProcess;
import io.shardbeat.testkit.process.RedisUser;
import io.shardbeat.testkit.wire.TestCertificate;
import io.shardbeat.testkit.wire.TlsFront;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisClientType;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.RedisRole;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A server that cannot be used is described in one line: where it is, what was found, what is needed. */
@Tag("long")
class RedisDiagnosisTest {
    private static final RedisLimits LIMITS = new RedisLimits(Duration.ofSeconds(20), 64);
    private static final RedisLimits IMPATIENT = new RedisLimits(Duration.ofMillis(300), 64);

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

    @Test
    void whatAUserMayNotInsideAScriptIsSaid() {
        try (RedisProcess redis = new RedisProcess().start();
                RedisConsole console = new RedisConsole(redis.uri())) {
            console.call(
                    ("ACL SETUSER timeless on >timeless-secret " + RedisUser.RULES.replace("+time ", "")).split(" "));
            StoreUnavailableException failure = failureOf("redis://timeless:timeless-secret@127.0.0.1:" + redis.port());
            assertOneLine(failure, "script", "needed is what docs/operations.md lists for the user");
            assertThat(failure.isLasting()).isTrue();
        }
    }

    /** A real one that says it is older: there is no older one to be had here. */
    @Test
    void anOldRedisIsSaidWithItsVersion() {
        try (RedisProcess redis = new RedisProcess().start()) {
            int older = saying(redis.port(), "redis_version:\\d", "redis_version:6");
            StoreUnavailableException failure = failureOf("redis://shardbeat:least-secret@127.0.0.1:" + older);
            assertOneLine(failure, "is version 6.", "needed is Redis 7.0 or newer");
            assertThat(failure.isLasting()).isTrue();
        }
    }

    @Test
    void whatIsNoRedisIsSaid() {
        StoreUnavailableException failure = failureOf("redis://u:secret@127.0.0.1:" + notRedis());
        assertOneLine(failure, "needed is Redis 7.0 or newer", "rediss://");
    }

    @Test
    void keysThatAUserMayNotTouchAreSaid() {
        try (RedisProcess redis = new RedisProcess().start();
                RedisConsole console = new RedisConsole(redis.uri())) {
            console.call("ACL", "SETUSER", "stranger", "on", ">stranger-secret", "~other:*", "+@all");
            StoreUnavailableException failure = failureOf("redis://stranger:stranger-secret@127.0.0.1:" + redis.port());
            assertOneLine(failure, "NOPERM", "docs/operations.md");
            assertThat(failure.isLasting()).isTrue();
        }
    }

    @Test
    void aReplicaIsSaidToBeOne() {
        try (RedisProcess master = new RedisProcess().start();
                RedisProcess replica = new RedisProcess().start();
                RedisConsole console = new RedisConsole(replica.uri())) {
            console.call("REPLICAOF", "127.0.0.1", Integer.toString(master.port()));
            StoreUnavailableException failure = failureOf(replica.uri().toString());
            assertOneLine(failure, "is a replica", "needed is the address of its master");
            assertThat(failure.isLasting()).as("it may become the master").isFalse();
        }
    }

    @Test
    void aScriptThatWasNotTakenIsSaidAndNotThatItIsMissing() {
        try (RedisProcess redis = new RedisProcess().start();
                RedisConsole console = new RedisConsole(redis.uri())) {
            console.call("ACL", "SETUSER", "mute", "on", ">mute-secret", "~*", "+@all", "-script");
            assertOneLine(failureOf("redis://mute:mute-secret@127.0.0.1:" + redis.port()), "NOPERM", "script|load");
        }
    }

    @Test
    void oneThatStillReadsItsFilesIsSaidTo() {
        try (RedisProcess redis = RedisProcess.slowToRead().start()) {
            redis.fill(20_000);
            redis.kill();
            redis.startReading();
            StoreUnavailableException failure = failureOf(redis.uri().toString());
            assertOneLine(failure, "reads what it has on disk", "LOADING", "needed is patience");
            assertThat(failure.isLasting()).as("it ends by itself").isFalse();
        }
    }

    @Test
    void aNodeOfAClusterIsSaidToBeOne() {
        try (RedisProcess node = new RedisProcess("cluster-enabled", "yes").start();
                RedisConsole console = new RedisConsole(node.uri())) {
            console.call("CLUSTER", "ADDSLOTSRANGE", "0", "8191");
            assertOneLine(
                    failureOf(node.uri().toString()),
                    "is a node of a Redis Cluster",
                    "needed is quarkus.redis.client-type=cluster");
        }
    }

    @Test
    void oneThatIsNoClusterIsSaid() {
        try (RedisProcess redis = new RedisProcess().start()) {
            RedisCluster cluster = RedisCluster.of(
                    vertx,
                    () -> new RedisOptions().setConnectionString(redis.uri().toString()));
            assertThat(StoreUnavailableException.behind(
                            catchThrowable(() -> cluster.ask().join())))
                    .hasMessage(
                            "Redis Cluster at 127.0.0.1:" + redis.port() + " is no cluster; needed are addresses of a"
                                    + " cluster's nodes, or quarkus.redis.client-type=standalone");
        }
    }

    /** A real one that says it is a Sentinel: those have no scripts, and would be asked no more than this. */
    @Test
    void aSentinelIsSaidToBeOne() {
        try (RedisProcess redis = new RedisProcess().start()) {
            int sentinel = saying(redis.port(), "_mode:standalone", "_mode:sentinel  ");
            assertOneLine(
                    failureOf("redis://shardbeat:least-secret@127.0.0.1:" + sentinel),
                    "is a Sentinel",
                    "needed is quarkus.redis.client-type=sentinel with quarkus.redis.master-name");
        }
    }

    @Test
    void sentinelsThatKnowNoMasterAreSaid() {
        try (RedisProcess redis = new RedisProcess().start()) {
            String address = redis.uri().toString();
            StoreUnavailableException failure = failureOf(
                    address,
                    options -> options.setType(RedisClientType.SENTINEL)
                            .setRole(RedisRole.MASTER)
                            .setMasterName("elsewhere"));
            assertOneLine(failure, "no Sentinel there names a master", "quarkus.redis.master-name");
        }
    }

    @Test
    void protectedModeIsSaid() {
        int port = listen(socket -> socket.handler(
                request -> socket.end(Buffer.buffer("-DENIED Redis is running in protected mode.\r\n"))));
        StoreUnavailableException failure = failureOf("redis://127.0.0.1:" + port);
        assertOneLine(failure, "is in protected mode", "needed is a password");
        assertThat(failure.isLasting()).isTrue();
    }

    /** As one that waits for TLS to begin, or is told of it and is none, or has no connection left. */
    @Test
    void oneThatSaysNothingIsSaid() {
        int port = listen(socket -> socket.handler(request -> {}));
        assertOneLine(
                failureOf("redis://127.0.0.1:" + port, options -> options, IMPATIENT),
                "within 300 ms",
                "rediss://",
                "maxclients");
    }

    @Test
    void aNameWithoutAddressIsSaid() {
        assertOneLine(failureOf("redis://redis.invalid:6379"), "no address is known for its name", "redis.invalid");
    }

    @Test
    void aCertificateThatIsNotTrustedIsSaid() {
        try (RedisProcess redis = new RedisProcess().start();
                TlsFront front = new TlsFront(TestCertificate.of("dns:localhost"), redis.uri())) {
            StoreUnavailableException failure = failureOf(front.uri().toString(), options -> {
                options.getNetClientOptions().setHostnameVerificationAlgorithm("HTTPS");
                return options;
            });
            assertOneLine(failure, "cannot be trusted", "needed is a certificate");
        }
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
                .startsWith("Redis at redis");
    }

    private StoreUnavailableException failureOf(String address) {
        return failureOf(address, options -> options);
    }

    private StoreUnavailableException failureOf(String address, UnaryOperator<RedisOptions> settings) {
        return failureOf(address, settings, LIMITS);
    }

    private StoreUnavailableException failureOf(
            String address, UnaryOperator<RedisOptions> settings, RedisLimits limits) {
        RedisPipeline redis = new RedisPipeline(
                vertx,
                () -> Redis.createClient(vertx, settings.apply(new RedisOptions().setConnectionString(address))),
                RedisDiagnosis.address(List.of(address)),
                limits);
        Throwable failure = catchThrowable(() ->
                redis.send(RedisCall.of(Command.PING)).toCompletableFuture().join());
        assertThat(failure).as("a server that cannot be used").isNotNull();
        return (StoreUnavailableException) StoreUnavailableException.behind(failure);
    }

    private int notRedis() {
        return listen(socket ->
                socket.handler(request -> socket.write("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")));
    }

    /**
     * In front of a server: what it says of itself is changed, into as many characters. It is passed on a line later, since
     * an answer may come in parts.
     */
    private int saying(int port, String regex, String replacement) {
        return listen(client -> {
            client.pause();
            vertx.createNetClient().connect(port, "127.0.0.1").onSuccess(server -> {
                StringBuilder part = new StringBuilder();
                server.handler(answer -> {
                    String text = part + answer.toString(StandardCharsets.ISO_8859_1);
                    int whole = text.lastIndexOf('\n') + 1;
                    part.setLength(0);
                    part.append(text, whole, text.length());
                    client.write(
                            Buffer.buffer(text.substring(0, whole).replaceFirst(regex, replacement), "ISO-8859-1"));
                });
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
