package io.shardbeat.cls;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.coordinator.StoreUnavailableException;
import io.shardbeat.testkit.SampleRequest;
import io.shardbeat.testkit.cls.Tc3Signer;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** No error is in the table for show: each can be had over the wire. */
class ClsErrorTest {
    private static final SampleRequest DESCRIBE = ClsServer.post("DescribeConsumerGroups", "{\"LogsetId\":\"L\"}");
    private static final String HEARTBEAT =
            "{\"ConsumerGroup\":\"g\",\"Consumer\":\"c\",\"LogsetId\":\"L\",\"TopicPartitionsInfo\":[]}";

    private final ClsServer server = new ClsServer("auth.mode", "optional");

    @ParameterizedTest
    @EnumSource(ClsError.class)
    void canBeReached(ClsError error) {
        assertThat(server.code(provoking(error))).isEqualTo(error.code());
    }

    private SampleRequest provoking(ClsError error) {
        return switch (error) {
            case FAILED_OPERATION -> DESCRIBE.body("{\"LogsetId\":\"nowhere\"}");
            case INTERNAL_ERROR -> unreachableStore();
            case INVALID_PARAMETER -> DESCRIBE.body("{\"LogsetId\":7}");
            case MISSING_PARAMETER -> DESCRIBE.body("{}");
            case INVALID_ACTION -> DESCRIBE.header("X-TC-Action", "DescribeNothing");
            case NO_SUCH_VERSION -> DESCRIBE.header("X-TC-Version", "2020-10-17");
            case UNSUPPORTED_PROTOCOL -> DESCRIBE.method("PATCH");
            case INVALID_REQUEST -> DESCRIBE.header("Content-Type", "text/xml");
            case REQUEST_SIZE_LIMIT_EXCEEDED -> ClsServer.get("X", "&A=" + "a".repeat(32_768));
            case AUTH_INVALID_AUTHORIZATION -> DESCRIBE.header("Authorization", "Basic abc");
            case AUTH_INVALID_SECRET_ID -> signed(" ", ClsServer.SECRET, 0);
            case AUTH_SECRET_ID_NOT_FOUND -> signed("nobody", ClsServer.SECRET, 0);
            case AUTH_SIGNATURE_EXPIRE -> signed(ClsServer.KEY, ClsServer.SECRET, -310);
            case AUTH_SIGNATURE_FAILURE -> signed(ClsServer.KEY, "wrong", 0);
            case AUTH_TOKEN_FAILURE ->
                signed(ClsServer.KEY, ClsServer.SECRET, 0).header("X-Cls-Token", "token of another key");
            case AUTH_UNAUTHORIZED_OPERATION ->
                Tc3Signer.sign(DESCRIBE.body("{\"LogsetId\":\"M\"}"), ClsServer.KEY, ClsServer.SECRET, Instant.now());
        };
    }

    private SampleRequest unreachableStore() {
        server.store.fails(new StoreUnavailableException(StoreUnavailableException.Reason.UNREACHABLE, "away"));
        return ClsServer.post("SendConsumerHeartbeat", HEARTBEAT);
    }

    private static SampleRequest signed(String id, String secret, int secondsFromNow) {
        return Tc3Signer.sign(DESCRIBE, id, secret, Instant.now().plusSeconds(secondsFromNow));
    }
}
