package io.shardbeat.it.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.aliyun.openservices.log.Client;
import com.aliyun.openservices.log.exception.LogException;
import com.aliyun.openservices.log.http.signer.SignVersion;
import com.tencentcloudapi.cls.v20201016.ClsClient;
import com.tencentcloudapi.common.exception.TencentCloudSDKException;
import io.shardbeat.it.client.ClsCloud;
import io.shardbeat.it.client.Requests;
import io.shardbeat.it.client.SlsCloud;
import io.shardbeat.testkit.Fixtures;
import io.shardbeat.testkit.process.Cluster;
import io.shardbeat.testkit.wire.RawHttp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Who may not, and what is not there: the documented errors, as the official clients see them. */
class ErrorsIT {
    private static final String GROUP = Fixtures.BAD_INPUT_GROUP;

    @ParameterizedTest
    @EnumSource(SignVersion.class)
    void slsKnowsItsCallers(SignVersion version) {
        assertSls(version, Fixtures.KEY, "wrong", 401, "SignatureNotMatch");
        assertSls(version, "nobody", Fixtures.SECRET, 401, "Unauthorized");
        assertSls(version, Fixtures.STRANGER_KEY, Fixtures.SECRET, 401, "Unauthorized");
    }

    private static void assertSls(SignVersion version, String key, String secret, int status, String code) {
        Client client = SlsCloud.client(Cluster.first(), version, key, secret);
        assertSls(client, Fixtures.BAD_INPUT_PROJECT, Fixtures.LOGSTORE, GROUP, status, code);
    }

    @ParameterizedTest
    @CsvSource({
        "nowhere, eight, steady, ProjectNotExist",
        "bad-input, nothing, steady, LogStoreNotExist",
        "bad-input, eight, nobody, ConsumerGroupNotExist",
        "bad-input, eight, STEADY, ConsumerGroupNotExist"
    })
    void slsNamesWhatIsMissing(String project, String logstore, String group, String code) {
        Client client = SlsCloud.client(Cluster.second(), SignVersion.V1, Fixtures.KEY, Fixtures.SECRET);
        assertSls(client, project, logstore, group, 404, code);
    }

    private static void assertSls(
            Client client, String project, String logstore, String group, int status, String code) {
        LogException refused = catchThrowableOfType(
                LogException.class, () -> client.HeartBeat(project, logstore, group, "c1", List.of()));
        assertThat(refused.GetErrorCode()).isEqualTo(code);
        assertThat(refused.GetHttpCode()).isEqualTo(status);
        assertThat(refused.GetRequestId()).hasSize(24);
    }

    @ParameterizedTest
    @CsvSource({"-20", "20"})
    void slsRefusesADateThatIsTooFarOff(int minutes) {
        var request = Requests.sls(
                "POST",
                Fixtures.BAD_INPUT_PROJECT,
                "/logstores/eight/consumergroups/steady?type=heartbeat&consumer=c1",
                "[]");
        var answer = RawHttp.send(
                Cluster.first().port(),
                Requests.slsSigned(request, Instant.now().plus(Duration.ofMinutes(minutes))));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("\"errorCode\":\"RequestTimeTooSkewed\"");
        var unsigned = RawHttp.send(Cluster.first().port(), request);
        assertThat(unsigned.status()).isEqualTo(400);
        assertThat(unsigned.body()).contains("\"errorCode\":\"MissAccessKeyId\"");
    }

    @Test
    void clsKnowsItsCallers() {
        assertCls(Fixtures.KEY, "wrong", "AuthFailure.SignatureFailure");
        assertCls("nobody", Fixtures.SECRET, "AuthFailure.SecretIdNotFound");
        assertCls(Fixtures.STRANGER_KEY, Fixtures.SECRET, "AuthFailure.UnauthorizedOperation");
    }

    private static void assertCls(String key, String secret, String code) {
        ClsClient client = ClsCloud.client(Cluster.first(), key, secret);
        assertThat(refusal(client, "SendConsumerHeartbeat", beat(Fixtures.BAD_INPUT_LOGSET, GROUP))
                        .getErrorCode())
                .isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({"-310", "310"})
    void clsRefusesATimestampThatIsTooFarOff(int seconds) {
        var request = Requests.cls("SendConsumerHeartbeat", beat(Fixtures.BAD_INPUT_LOGSET, GROUP));
        var answer = RawHttp.send(
                Cluster.first().port(),
                Requests.clsSigned(request, Instant.now().plusSeconds(seconds)));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).contains("\"Code\":\"AuthFailure.SignatureExpire\"");
        assertThat(RawHttp.send(
                                Cluster.first().port(),
                                request.header(
                                        "X-TC-Timestamp",
                                        Long.toString(Instant.now().getEpochSecond())))
                        .body())
                .contains("\"Code\":\"AuthFailure.InvalidAuthorization\"");
    }

    @Test
    void clsNamesWhatIsMissing() {
        ClsClient client = ClsCloud.client(Cluster.second(), Fixtures.KEY, Fixtures.SECRET);
        assertMissing(client, "SendConsumerHeartbeat", beat("nowhere", GROUP), "nowhere");
        assertMissing(client, "SendConsumerHeartbeat", beat(Fixtures.BAD_INPUT_LOGSET, "nobody"), "nobody");
        assertMissing(
                client,
                "CreateConsumerGroup",
                "{\"LogsetId\":\"" + Fixtures.BAD_INPUT_LOGSET
                        + "\",\"ConsumerGroup\":\"new\",\"Timeout\":5,\"Topics\":[\"nothing\"]}",
                "nothing");
        assertThat(refusal(client, "NoSuchAction", "{}").getErrorCode()).isEqualTo("InvalidAction");
    }

    private static void assertMissing(ClsClient client, String action, String body, String what) {
        TencentCloudSDKException refused = refusal(client, action, body);
        assertThat(refused.getErrorCode()).isEqualTo("FailedOperation");
        assertThat(refused.getMessage()).contains(what);
        assertThat(refused.getRequestId()).hasSize(36);
    }

    private static TencentCloudSDKException refusal(ClsClient client, String action, String body) {
        return catchThrowableOfType(TencentCloudSDKException.class, () -> client.call(action, body));
    }

    private static String beat(String logset, String group) {
        return "{\"LogsetId\":\"" + logset + "\",\"ConsumerGroup\":\"" + group
                + "\",\"Consumer\":\"c1\",\"TopicPartitionsInfo\":[{\"TopicID\":\"" + Fixtures.TOPIC
                + "\",\"Partitions\":[]}]}";
    }
}
