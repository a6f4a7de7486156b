package io.shardbeat.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.shardbeat.cls.ClsError;
import io.shardbeat.it.Refusals.Refusal;
import io.shardbeat.sls.SlsError;
import io.shardbeat.testkit.Node;
import io.shardbeat.testkit.RawHttp;
import io.shardbeat.testkit.RawHttp.Response;
import io.shardbeat.testkit.RedisProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    private static final Node NODE = Node.on(REDIS.uri());
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
        REDIS.start();
        NODE.start().awaitReady();
        assertThat(send(Refusals.slsBeat("holder")).status()).isEqualTo(200);
        assertThat(send(Refusals.slsBeat("waiting")).body()).isEqualTo("[]");
    }

    @AfterAll
    static void thePageSaysWhatWasSeen() throws IOException {
        NODE.close();
        REDIS.close();
        SLS.rows.check();
        CLS.rows.check();
    }

    @Order(1)
    @ParameterizedTest(name = "{0}")
    @MethodSource("io.shardbeat.it.Refusals#sls")
    void slsRefusesWithItsOwnError(Refusal refusal) throws IOException {
        assertSls(refusal, send(refusal.request()));
    }

    @Order(1)
    @ParameterizedTest(name = "{0}")
    @MethodSource("io.shardbeat.it.Refusals#cls")
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

    @Order(2)
    @Test
    void withoutRedisTheServerHasFailed() throws IOException {
        REDIS.kill();
        Refusal sls = Refusals.of(SlsError.INTERNAL_SERVER_ERROR, "Redis is away", Refusals.slsBeat("c"));
        assertSls(sls, send(sls.request()));
        Refusal cls = Refusals.of(ClsError.INTERNAL_ERROR, "Redis is away", Refusals.clsList());
        assertCls(cls, send(cls.request()));
    }

    /** A node is made busy by {@link io.shardbeat.redis.OverloadTest} only. */
    @Order(3)
    @Test
    void noErrorIsLeftOut() {
        Set<String> sls = new TreeSet<>(SLS.codes);
        sls.add(SlsError.SERVER_BUSY.code());
        assertThat(sls)
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

    private static Response send(io.shardbeat.testkit.SampleRequest request) {
        return RawHttp.send(NODE.port(), request);
    }
}
