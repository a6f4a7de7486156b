package io.shardbeat.cls.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.cls.ClsServer;
import io.shardbeat.coordinator.StoreUnavailableException;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupSettings;
import io.shardbeat.security.RequestQuotas;
import io.shardbeat.security.RequestQuotas.Limits;
import io.shardbeat.testkit.cls.Tc3Signer;
import io.shardbeat.testkit.wire.SampleRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** No error is in the table for show: each can be had over the wire. */
class ClsErrorTest {
    private static final SampleRequest DESCRIBE = ClsServer.post("DescribeConsumerGroups", "{\"LogsetId\":\"L\"}");
    private static final String HEARTBEAT =
            "{\"ConsumerGroup\":\"g\",\"Consumer\":\"c\",\"LogsetId\":\"L\",\"TopicPartitionsInfo\":[]}";

    private final ClsServer server = new ClsServer(
            "auth.mode", "optional",
            "cls.limits.logsets", "1",
            "cls.limits.topics-per-logset", "2",
            "cls.limits.groups-per-logset", "1");

    @ParameterizedTest
    @EnumSource(ClsError.class)
    void canBeReached(ClsError error) {
        ClsServer asked = error == ClsError.REQUEST_LIMIT_EXCEEDED ? usedUp() : server;
        assertThat(asked.code(provoking(error))).isEqualTo(error.code());
    }

    private static ClsServer usedUp() {
        RequestQuotas quotas =
                new RequestQuotas(new Limits(0, 1, 0, 0, 0, Duration.ofSeconds(1)), () -> 0, (dialect, scope) -> {});
        quotas.ofCaller("cls", "", "");
        return ClsServer.limited(quotas);
    }

    private SampleRequest provoking(ClsError error) {
        return switch (error) {
            case FAILED_OPERATION -> DESCRIBE.body("{\"LogsetId\":\"nowhere\"}");
            case INTERNAL_ERROR -> unreachableStore();
            case INVALID_PARAMETER -> DESCRIBE.body("{\"LogsetId\":7}");
            case MISSING_PARAMETER -> DESCRIBE.body("{}");
            case UNKNOWN_PARAMETER ->
                Tc3Signer.sign(DESCRIBE.body("{\"Topics\":[]}"), ClsServer.KEY, ClsServer.SECRET, Instant.now())
                        .header("X-TC-Action", "DeleteLogset");
            case INVALID_ACTION -> DESCRIBE.header("X-TC-Action", "DescribeNothing");
            case NO_SUCH_VERSION -> DESCRIBE.header("X-TC-Version", "2020-10-17");
            case UNSUPPORTED_PROTOCOL -> DESCRIBE.method("PATCH");
            case INVALID_REQUEST -> DESCRIBE.header("Content-Type", "text/xml");
            case REQUEST_SIZE_LIMIT_EXCEEDED -> ClsServer.get("X", "&A=" + "a".repeat(32_768));
            case REQUEST_LIMIT_EXCEEDED -> DESCRIBE;
            case LIMIT_EXCEEDED -> fullOfGroups();
            case LIMIT_EXCEEDED_LOGSET -> ClsServer.post("CreateLogset", "{\"LogsetName\":\"third\"}");
            case LIMIT_EXCEEDED_TOPIC -> ClsServer.post("CreateTopic", "{\"LogsetId\":\"L\",\"TopicName\":\"t3\"}");
            case LIMIT_EXCEEDED_PARTITION ->
                ClsServer.post("SplitPartition", "{\"TopicId\":\"t1\",\"PartitionId\":0,\"Number\":11}");
            case LOGSET_CONFLICT -> ClsServer.post("CreateLogset", "{\"LogsetName\":\"L\"}");
            case TOPIC_CONFLICT -> ClsServer.post("CreateTopic", "{\"LogsetId\":\"L\",\"TopicName\":\"t1\"}");
            case INVALID_PARAMETER_VALUE -> ClsServer.post("DescribeTopics", "{\"Limit\":101}");
            case LOGSET_NOT_EMPTY -> ClsServer.post("DeleteLogset", "{\"LogsetId\":\"L\"}");
            case LOGSET_NOT_EXIST -> ClsServer.post("DeleteLogset", "{\"LogsetId\":\"nowhere\"}");
            case TOPIC_NOT_EXIST -> ClsServer.post("DescribePartitions", "{\"TopicId\":\"nowhere\"}");
            case PARTITION_NOT_EXIST -> ClsServer.post("MergePartition", "{\"TopicId\":\"t1\",\"PartitionId\":7}");
            case UNSUPPORTED_OPERATION -> ClsServer.post("MergePartition", "{\"TopicId\":\"t1\",\"PartitionId\":1}");
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

    private SampleRequest fullOfGroups() {
        server.directory.create(GroupId.parse("cls/L/first"), new GroupSettings(9, false, List.of("t1")));
        return ClsServer.post(
                "CreateConsumerGroup",
                "{\"LogsetId\":\"L\",\"ConsumerGroup\":\"second\",\"Timeout\":9,\"Topics\":[\"t1\"]}");
    }

    private SampleRequest unreachableStore() {
        server.store.fails(new StoreUnavailableException(StoreUnavailableException.Reason.UNREACHABLE, "away"));
        return ClsServer.post("SendConsumerHeartbeat", HEARTBEAT);
    }

    private static SampleRequest signed(String id, String secret, int secondsFromNow) {
        return Tc3Signer.sign(DESCRIBE, id, secret, Instant.now().plusSeconds(secondsFromNow));
    }
}
