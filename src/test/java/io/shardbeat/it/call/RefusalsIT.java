package io.shardbeat.it.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.shardbeat.cls.wire.ClsError;
import io.shardbeat.it.call.Refusals.Refusal;
import io.shardbeat.it.client.Crowd;
import io.shardbeat.it.client.Crowd.Answered;
import io.shardbeat.it.client.SlowMachine;
import io.shardbeat.sls.wire.SlsError;
import io.shardbeat.testkit.process.Node;
import io.shardbeat.testkit.process.RedisProcess;
import io.shardbeat.testkit.proxy.TcpProxy;
import io.shardbeat.testkit.wire.RawHttp;
import io.shardbeat.testkit.wire.RawHttp.Response;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every error of both protocols, from a node that has as much of everything as it may have, and loses its Redis last. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RefusalsIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final RedisProcess REDIS = new RedisProcess();
    private static final TcpProxy LINK = new TcpProxy(REDIS);
    private static final Node NODE = Node.on(URI.create("redis://127.0.0.1:" + LINK.port()));

    /** Above what the ticks ask Redis at a time. */
    private static final int MAX_IN_FLIGHT = 256;

    private static final int CROWD = 384;
    private static final Duration REDIS_TIMEOUT = Duration.ofSeconds(3);
    private static final Table SLS = new Table("sls-errors");
    private static final Table CLS = new Table("cls-errors");

    /** What was seen of one protocol. */
    private record Table(Conformance rows, Set<String> codes) {
        Table(String name) {
            this(new Conformance(name, List.of("error", "status", "seen for"), List.of()), new TreeSet<>());
        }

        void saw(Refusal refusal) {
            rows.saw("`" + refusal.code() + "`", Integer.toString(refusal.status()), refusal.when());
            codes.add(refusal.code());
        }
    }

    @BeforeAll
    static void startWithAllThatThereMayBe() throws IOException {
        Path catalog = NODE.folder().resolve("refusals.yaml");
        Files.writeString(catalog, Refusals.CATALOG);
        NODE.set("shardbeat.catalog.file", catalog.toString());
        List.of("sls.limits.groups-per-logstore", "sls.limits.logstores-per-project", "cls.limits.groups-per-logset")
                .forEach(limit -> NODE.set("shardbeat." + limit, "1"));
        List.of("cls.limits.logsets", "cls.limits.topics-per-logset", "cls.limits.partitions-per-topic")
                .forEach(limit -> NODE.set("shardbeat." + limit, "1"));
        NODE.set("shardbeat.redis.max-in-flight", Integer.toString(MAX_IN_FLIGHT));
        NODE.set("shardbeat.redis.timeout", REDIS_TIMEOUT.toMillis() + "ms");
        NODE.set("quarkus.vertx.event-loops-pool-size", "1");
        REDIS.start();
        NODE.start().awaitReady();
        assertThat(send(Refusals.slsBeat("holder")).status()).isEqualTo(200);
        assertThat(send(Refusals.slsBeat("waiting")).body()).isEqualTo("[]");
    }

    @AfterAll
    static void thePageSaysWhatWasSeen() throws IOException {
        NODE.close();
        LINK.close();
        REDIS.close();
        SLS.rows.check();
        CLS.rows.check();
    }

    @Order(1)
    @ParameterizedTest(name = "{0}")
    @MethodSource("io.shardbeat.it.call.Refusals#sls")
    void slsRefusesWithItsOwnError(Refusal refusal) throws IOException {
        assertSls(refusal, send(refusal.request()));
    }

    @Order(1)
    @ParameterizedTest(name = "{0}")
    @MethodSource("io.shardbeat.it.call.Refusals#cls")
    void clsRefusesWithItsOwnError(Refusal refusal) throws IOException {
        assertCls(refusal, send(refusal.request()));
    }

    @Order(1)
    @Test
    void slsWantsToKnowTheLengthOfABody() throws IOException {
        Refusal refusal = Refusals.of(SlsError.MISSING_CONTENT_LENGTH, "no Content-Length", Refusals.slsBeat("c"));
        String head = RawHttp.head(refusal.request()).append("\r\n").toString();
        assertSls(refusal, RawHttp.exchange(NODE.port(), head, new byte[0]));
    }

    @Order(1)
    @Test
    void whatIsNotHttpIsRefusedInTheDialectOfWhatCouldBeRead() throws IOException {
        String beat = RawHttp.head(Refusals.slsBeat("c")).toString();
        String list = RawHttp.head(Refusals.clsList()).toString();
        String broken = "no colon\r\n\r\n";
        String tooLong = "X: " + "x".repeat(20_480) + "\r\n\r\n";
        String chunks = "Transfer-Encoding: chunked\r\n\r\nnone\r\n";
        assertSlsCannotRead(SlsError.UNREADABLE, "a header without a colon", beat + broken);
        assertSlsCannotRead(SlsError.UNREADABLE, "chunks that are none", beat + chunks);
        assertSlsCannotRead(SlsError.HEADERS_TOO_LONG, "headers beyond 20 KB", beat + tooLong);
        assertSlsCannotRead(
                SlsError.REQUEST_LINE_TOO_LONG,
                "a request line beyond 40 KB, whatever its protocol",
                "GET /" + "x".repeat(40_960) + " HTTP/1.1\r\n\r\n");
        assertClsCannotRead(ClsError.INVALID_REQUEST, "a header without a colon", list + broken);
        assertClsCannotRead(ClsError.INVALID_REQUEST, "chunks that are none", list + chunks);
        assertClsCannotRead(ClsError.REQUEST_SIZE_LIMIT_EXCEEDED, "headers beyond 20 KB", list + tooLong);
    }

    /** One request a second of a key, of which any one of these is the first. */
    @Order(1)
    @Test
    void whoSendsMoreThanItsQuotaIsToldSo() throws IOException {
        try (Node strict = Node.on(REDIS.uri())) {
            strict.set("shardbeat.quota.requests-per-second.key", "0.01")
                    .start()
                    .awaitReady();
            RawHttp.send(strict.port(), Refusals.slsBeat("c"));
            Refusal write = Refusals.of(
                    SlsError.WRITE_QUOTA_EXCEED, "more requests than a quota allows", Refusals.slsBeat("c"));
            assertSls(write, RawHttp.send(strict.port(), write.request()));
            Refusal read =
                    Refusals.of(SlsError.READ_QUOTA_EXCEED, "the same, of a call that reads", Refusals.slsList());
            assertSls(read, RawHttp.send(strict.port(), read.request()));
            RawHttp.send(strict.port(), Refusals.clsList());
            Refusal cls = Refusals.of(
                    ClsError.REQUEST_LIMIT_EXCEEDED, "more requests than a quota allows", Refusals.clsList());
            assertCls(cls, RawHttp.send(strict.port(), cls.request()));
        }
    }

    private static void assertSlsCannotRead(SlsError error, String when, String bytes) throws IOException {
        Refusal refusal = Refusals.of(error, when, Refusals.slsBeat("c"));
        assertSls(refusal, RawHttp.exchange(NODE.port(), bytes, new byte[0]));
    }

    private static void assertClsCannotRead(ClsError error, String when, String bytes) throws IOException {
        Refusal refusal = Refusals.of(error, when, Refusals.clsList());
        assertCls(refusal, RawHttp.exchange(NODE.port(), bytes, new byte[0]));
    }

    /** The first wait for Redis, which is silent, as long as they may; all others are not even let wait. */
    @Order(2)
    @Test
    void whoComesOnTopOfWhatRedisIsAskedAlreadyIsToldSoAtOnce() throws Exception {
        Refusal sls = Refusals.of(SlsError.SERVER_BUSY, "overload", Refusals.slsBeat("holder"));
        Refusal cls = Refusals.of(ClsError.INTERNAL_ERROR, "overload", Refusals.clsBeat("c"));
        LINK.toServer().hold();
        List<Answered> slsAnswers = Crowd.of(CROWD, NODE, sls.request());
        List<Answered> clsAnswers = Crowd.of(CROWD, NODE, cls.request());
        LINK.heal();

        assertRefusedInTime(slsAnswers, "\"errorCode\":\"ServerBusy\"", "\"errorCode\":\"InternalServerError\"");
        assertRefusedInTime(
                clsAnswers, "the server is overloaded, try again", "the store cannot be reached, try again");
        SLS.saw(sls);
        CLS.saw(cls);
        for (Refusal refused : List.of(sls, cls)) {
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> !send(refused.request()).body().contains("rror"));
            assertThat(Crowd.of(CROWD - MAX_IN_FLIGHT, NODE, refused.request()))
                    .allSatisfy(again -> assertThat(again.response().status()).isEqualTo(200))
                    .allSatisfy(again -> assertThat(again.response().body()).doesNotContain("rror"));
        }
    }

    private static void assertRefusedInTime(List<Answered> all, String overload, String outage) {
        List<Answered> turnedAway = all.stream()
                .filter(one -> one.response().body().contains(overload))
                .toList();
        assertThat(turnedAway)
                .as(all.toString())
                .hasSizeGreaterThanOrEqualTo(all.size() - MAX_IN_FLIGHT)
                .allSatisfy(one -> assertThat(one.took()).isLessThan(REDIS_TIMEOUT));
        assertThat(all)
                .allSatisfy(one -> assertThat(one.response().body()).containsAnyOf(overload, outage))
                .allSatisfy(one -> assertThat(one.took()).isLessThan(REDIS_TIMEOUT.plus(SlowMachine.SLACK)));
    }

    @Order(3)
    @Test
    void withoutRedisTheServerHasFailed() throws IOException {
        REDIS.kill();
        Refusal sls = Refusals.of(SlsError.INTERNAL_SERVER_ERROR, "Redis is away", Refusals.slsBeat("c"));
        assertSls(sls, send(sls.request()));
        Refusal cls = Refusals.of(ClsError.INTERNAL_ERROR, "Redis is away", Refusals.clsList());
        assertCls(cls, send(cls.request()));
    }

    @Order(4)
    @Test
    void noErrorIsLeftOut() {
        assertThat(SLS.codes)
                .containsAll(
                        Arrays.stream(SlsError.values()).map(SlsError::code).toList());
        assertThat(CLS.codes)
                .containsAll(
                        Arrays.stream(ClsError.values()).map(ClsError::code).toList());
    }

    private static void assertSls(Refusal refusal, Response answer) throws IOException {
        JsonNode body = JSON.readTree(answer.body());
        assertThat(body.path("errorCode").asText()).as(answer.toString()).isEqualTo(refusal.code());
        assertThat(answer.status()).isEqualTo(refusal.status());
        assertThat(body.path("errorMessage").asText()).isNotBlank();
        SLS.saw(refusal);
    }

    private static void assertCls(Refusal refusal, Response answer) throws IOException {
        JsonNode error = JSON.readTree(answer.body()).path("Response").path("Error");
        assertThat(error.path("Code").asText()).as(answer.toString()).isEqualTo(refusal.code());
        assertThat(answer.status()).isEqualTo(refusal.status());
        assertThat(error.path("Message").asText()).isNotBlank();
        CLS.saw(refusal);
    }

    private static Response send(io.shardbeat.testkit.wire.SampleRequest request) {
        return RawHttp.send(NODE.port(), request);
    }
}
