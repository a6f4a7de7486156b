package io.shardbeat.cls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.shardbeat.cls.wire.Envelope;
import io.shardbeat.cls.wire.Reply;
import io.shardbeat.cls.wire.RequestIds;
import io.shardbeat.coordinator.BeatReply;
import io.shardbeat.coordinator.StoreUnavailableException;
import io.shardbeat.coordinator.StoreUnavailableException.Reason;
import io.shardbeat.http.Dialect.Refusal;
import io.shardbeat.testkit.wire.SampleRequest;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Trap 7.1: whatever happens is answered in the envelope with status 200, which {@link ClsServer#ask} checks. */
class ClsDialectTest {
    private static final String HEARTBEAT =
            "{\"ConsumerGroup\":\"g\",\"Consumer\":\"c\",\"LogsetId\":\"L\",\"TopicPartitionsInfo\":[]}";
    private static final SampleRequest DESCRIBE = ClsServer.post("DescribeConsumerGroups", "{\"LogsetId\":\"L\"}");

    private final ClsServer server = ClsServer.open();

    @Test
    void anAnswerWithoutFieldsIsAnEnvelope() {
        assertThat(Envelope.success(Reply.empty()).body()).asString().startsWith("{\"Response\":{\"RequestId\":\"");
    }

    @Test
    void requestIdsAreUnique() {
        assertThat(Stream.generate(RequestIds::next).limit(10_000))
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"));
    }

    /** What comes back from callers must not break the JSON or the encoding of an answer. */
    @Test
    void messagesSurviveWhatCallersSend() {
        String odd = "\\u0000\\\"\\n\\u4f60";
        JsonNode error = server.ask(ClsServer.post("DescribeConsumerGroups", "{\"LogsetId\":\"" + odd + "\"}"))
                .path("Error");
        assertThat(error.path("Message").asText()).endsWith("was \"?\"?\u4f60\"");
        String half = "{\"LogsetId\":\"L\",\"ConsumerGroup\":\"g\",\"Topics\":[\"t1\"],\"Timeout\":\"\\ud800\"}";
        assertThat(server.ask(ClsServer.post("CreateConsumerGroup", half))
                        .path("Error")
                        .path("Message")
                        .asText())
                .endsWith("was \"\"?\"\"");
        assertThat(server.ask(DESCRIBE.header("X-TC-Action", "\"\u007f"))
                        .path("Error")
                        .path("Message")
                        .asText())
                .startsWith("there is no action \"\"?\" here");
        assertThat(server.code(ClsServer.post("X", "").header("X-TC-Action", "x".repeat(9999))))
                .isEqualTo("InvalidAction");
    }

    @ParameterizedTest
    @CsvSource({
        "PUT, /, UnsupportedProtocol",
        "DELETE, /, UnsupportedProtocol",
        "get, /, UnsupportedProtocol",
        "POST, /logstores/x, UnsupportedProtocol",
        "GET, //, UnsupportedProtocol"
    })
    void otherMethodsAndPathsAreAnsweredInTheEnvelope(String method, String path, String code) {
        SampleRequest request = DESCRIBE.method(method).path(path);
        assertThat(server.dialect.speaks(request.raw())).isTrue();
        assertThat(server.code(request)).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({"text/plain", "multipart/form-data; boundary=x", "application/jsonx", "''"})
    void otherContentTypesAreAnsweredInTheEnvelope(String contentType) {
        assertThat(server.code(DESCRIBE.header("Content-Type", contentType))).isEqualTo("InvalidRequest");
    }

    @Test
    void noContentTypeIsAnsweredInTheEnvelope() {
        assertThat(server.ask(DESCRIBE.without("Content-Type"))
                        .path("Error")
                        .path("Message")
                        .asText())
                .endsWith("was missing");
    }

    /** What curl sends when it is given a body and no content type. */
    @Test
    void jsonThatIsCalledAFormIsTold() {
        SampleRequest request = DESCRIBE.header("Content-Type", "application/x-www-form-urlencoded");
        assertThat(server.ask(request).path("Error").path("Message").asText()).contains("the body is JSON");
    }

    @ParameterizedTest
    @CsvSource({"application/json", "application/json; charset=utf-8", "APPLICATION/JSON;charset=utf-8"})
    void jsonIsJsonWhateverItsParameters(String contentType) {
        assertThat(server.code(DESCRIBE.header("Content-Type", contentType))).isEmpty();
    }

    @Test
    void actionAndVersionMustBeKnown() {
        assertThat(server.code(DESCRIBE.header("X-TC-Action", "describeConsumerGroups")))
                .isEqualTo("InvalidAction");
        assertThat(server.code(DESCRIBE.header("X-TC-Version", "2017-03-12"))).isEqualTo("NoSuchVersion");
        assertMissing(DESCRIBE.without("X-TC-Action"), "Action");
        assertMissing(DESCRIBE.header("X-TC-Action", ""), "Action");
        assertMissing(DESCRIBE.without("X-TC-Version"), "Version");
    }

    @Test
    void jsonMayHaveItsActionInTheQuery() {
        SampleRequest request = DESCRIBE.without("X-TC-Action").query("Action=DescribeConsumerGroups");
        assertThat(server.code(request)).isEmpty();
    }

    /** A header is not signed by version 1, so it must not make one signed action another. */
    @Test
    void headersCannotChangeTheActionOfAVersion1Signature() {
        SampleRequest request = ClsServer.form("DescribeConsumerGroups", "&LogsetId=L&SecretId=AKID&Signature=x");
        assertThat(server.code(request.header("X-TC-Action", "NoSuchAction"))).isEmpty();
    }

    @Test
    void aQueryHas32KilobytesAtMost() {
        String filler = "x".repeat(32 * 1024);
        assertThat(server.code(ClsServer.get("DescribeConsumerGroups", "&LogsetId=L&Filler=" + filler)))
                .isEqualTo("RequestSizeLimitExceeded");
    }

    @Test
    void bodiesAreCappedAsDocumented() {
        assertThat(server.dialect.open(DESCRIBE.raw()).maxBodyBytes()).isEqualTo(10 * 1024 * 1024);
        assertThat(server.dialect.open(ClsServer.form("X", "").raw()).maxBodyBytes())
                .isEqualTo(1024 * 1024);
        assertThat(server.dialect.open(ClsServer.get("X", "").raw()).maxBodyBytes())
                .isEqualTo(32 * 1024);
        assertThat(server.dialect.open(DESCRIBE.method("PUT").raw()).maxBodyBytes())
                .isPositive();
    }

    @ParameterizedTest
    @CsvSource({
        "BODY_TOO_LARGE, RequestSizeLimitExceeded",
        "LENGTH_REQUIRED, InvalidRequest",
        "OVERLOADED, InternalError",
        "INTERNAL, InternalError"
    })
    void refusalsOfTheEdgeWearTheEnvelope(Refusal refusal, String code) {
        JsonNode answer = ClsServer.opened(server.dialect.open(DESCRIBE.raw()).refuse(refusal));
        assertThat(answer.path("Error").path("Code").asText()).isEqualTo(code);
    }

    @ParameterizedTest
    @EnumSource(Reason.class)
    void aStoreThatCannotAnswerIsAnErrorThatClientsRepeat(Reason reason) {
        server.store.fails(new StoreUnavailableException(reason, "redis-7 is away"));
        JsonNode error =
                server.ask(ClsServer.post("SendConsumerHeartbeat", HEARTBEAT)).path("Error");
        assertThat(error.path("Code").asText()).isEqualTo("InternalError");
        assertThat(error.path("Message").asText()).doesNotContain("redis-7");
    }

    /** The edge logs them, and answers {@link Refusal#INTERNAL}. */
    @Test
    void faultsAreLeftToTheEdge() {
        server.store.fails(new IllegalStateException("a bug"));
        assertThatThrownBy(() -> server.ask(ClsServer.post("SendConsumerHeartbeat", HEARTBEAT)))
                .hasRootCauseMessage("a bug");
        server.store.replies(new BeatReply.NoMember());
        assertThatThrownBy(() -> server.ask(ClsServer.post("SendConsumerHeartbeat", HEARTBEAT)))
                .hasRootCauseInstanceOf(IllegalStateException.class);
    }

    private void assertMissing(SampleRequest request, String parameter) {
        JsonNode error = server.ask(request).path("Error");
        assertThat(error.path("Code").asText()).isEqualTo("MissingParameter");
        assertThat(error.path("Message").asText()).isEqualTo("the parameter " + parameter + " is missing");
    }
}
