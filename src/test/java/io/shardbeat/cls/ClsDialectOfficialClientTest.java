package io.shardbeat.cls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tencentcloudapi.cls.v20201016.ClsClient;
import com.tencentcloudapi.cls.v20201016.models.ConsumerGroupInfo;
import com.tencentcloudapi.cls.v20201016.models.CreateConsumerGroupRequest;
import com.tencentcloudapi.cls.v20201016.models.DeleteConsumerGroupRequest;
import com.tencentcloudapi.cls.v20201016.models.DescribeConsumerGroupsRequest;
import com.tencentcloudapi.cls.v20201016.models.ModifyConsumerGroupRequest;
import com.tencentcloudapi.cls.v20201016.models.SendConsumerHeartbeatRequest;
import com.tencentcloudapi.cls.v20201016.models.SendConsumerHeartbeatResponse;
import com.tencentcloudapi.cls.v20201016.models.TopicPartitionInfo;
import com.tencentcloudapi.common.Credential;
import com.tencentcloudapi.common.exception.TencentCloudSDKException;
import com.tencentcloudapi.common.profile.ClientProfile;
import com.tencentcloudapi.common.profile.HttpProfile;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupSettings;
import io.shardbeat.testkit.cls.DialectServer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The unmodified Java client, in every way it can sign and write a request, with signatures required. */
class ClsDialectOfficialClientTest {
    private final ClsServer cls = new ClsServer();
    private final DialectServer server = new DialectServer(cls.dialect);

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "TC3-HMAC-SHA256, POST, false",
        "TC3-HMAC-SHA256, POST, true",
        "TC3-HMAC-SHA256, GET, false",
        "HmacSHA1, POST, false",
        "HmacSHA1, GET, false",
        "HmacSHA256, POST, false",
        "HmacSHA256, GET, false"
    })
    void livesThroughTheLifeOfAGroup(String signMethod, String method, boolean unsignedPayload)
            throws TencentCloudSDKException {
        ClsClient client = client(signMethod, method, unsignedPayload);
        assertThat(client.CreateConsumerGroup(create()).getConsumerGroup()).isEqualTo("test-123");
        assertThatThrownBy(() -> client.CreateConsumerGroup(create()))
                .hasMessage("consumer group already exists")
                .extracting(e -> ((TencentCloudSDKException) e).getErrorCode())
                .isEqualTo("FailedOperation");
        client.ModifyConsumerGroup(modify());
        assertThat(cls.directory.groups())
                .containsEntry(GroupId.parse("cls/L/test-123"), new GroupSettings(12, false, List.of("t1", "t2")));
        assertDescribed(client);
        assertBeats(client);
        assertThat(client.DeleteConsumerGroup(delete()).getRequestId()).hasSize(36);
        assertThat(cls.directory.groups()).isEmpty();
    }

    private static void assertDescribed(ClsClient client) throws TencentCloudSDKException {
        DescribeConsumerGroupsRequest request = new DescribeConsumerGroupsRequest();
        request.setLogsetId("L");
        request.setTopics(new String[] {"t2"});
        ConsumerGroupInfo[] groups = client.DescribeConsumerGroups(request).getConsumerGroupsInfo();
        assertThat(groups).singleElement().satisfies(group -> {
            assertThat(group.getConsumerGroup()).isEqualTo("test-123");
            assertThat(group.getTimeout()).isEqualTo(12);
            assertThat(group.getTopics()).containsExactly("t1", "t2");
        });
    }

    private void assertBeats(ClsClient client) throws TencentCloudSDKException {
        cls.store.joins(5, "[]");
        SendConsumerHeartbeatResponse first = client.SendConsumerHeartbeat(beat());
        assertThat(first.getTopicPartitionsInfo()).singleElement().satisfies(topic -> {
            assertThat(topic.getTopicID()).isEqualTo("t1");
            assertThat(topic.getPartitions()).isEmpty();
        });
        cls.store.grants(6, "[{\"TopicID\":\"t1\",\"Partitions\":[0,1]},{\"TopicID\":\"t2\",\"Partitions\":[]}]");
        SendConsumerHeartbeatResponse second = client.SendConsumerHeartbeat(beat(0L, 1L));
        assertThat(second.getConsumerGroup()).isEqualTo("test-123");
        assertThat(second.getTopicPartitionsInfo()[0].getPartitions()).containsExactly(0L, 1L);
        assertThat(second.getTopicPartitionsInfo()[1].getPartitions()).isEmpty();
        assertThat(cls.store.last().report()).asString().isEqualTo("[{\"TopicID\":\"t1\",\"Partitions\":[0,1]}]");
        assertThat(cls.store.last().sentAtSeconds()).isPositive();
    }

    @Test
    void aWrongSecretIsTold() {
        ClsClient client = new ClsClient(
                new Credential(ClsServer.KEY, "wrong"), "ap-guangzhou", profile(server, "TC3-HMAC-SHA256", "POST"));
        assertThatThrownBy(() -> client.SendConsumerHeartbeat(beat()))
                .extracting(e -> ((TencentCloudSDKException) e).getErrorCode())
                .isEqualTo("AuthFailure.SignatureFailure");
    }

    @ParameterizedTest
    @CsvSource({
        "auth.cls-v1, HmacSHA256, false",
        "auth.hmac-sha1, HmacSHA1, false",
        "auth.unsigned-body, TC3-HMAC-SHA256, true"
    })
    void aWeakFormIsRefusedWhereASettingSaysSo(String setting, String signMethod, boolean unsignedPayload) {
        try (DialectServer strict = new DialectServer(new ClsServer(setting, "false").dialect)) {
            assertThatThrownBy(() ->
                            client(strict, signMethod, "POST", unsignedPayload).CreateConsumerGroup(create()))
                    .hasMessageContaining("shardbeat." + setting + " is false")
                    .extracting(e -> ((TencentCloudSDKException) e).getErrorCode())
                    .isEqualTo("AuthFailure.InvalidAuthorization");
            assertThatCode(() ->
                            client(strict, "TC3-HMAC-SHA256", "POST", false).CreateConsumerGroup(create()))
                    .doesNotThrowAnyException();
        }
    }

    private static CreateConsumerGroupRequest create() {
        CreateConsumerGroupRequest request = new CreateConsumerGroupRequest();
        request.setConsumerGroup("test-123");
        request.setTimeout(40L);
        request.setTopics(new String[] {"t1"});
        request.setLogsetId("L");
        return request;
    }

    private static ModifyConsumerGroupRequest modify() {
        ModifyConsumerGroupRequest request = new ModifyConsumerGroupRequest();
        request.setConsumerGroup("test-123");
        request.setTimeout(12L);
        request.setTopics(new String[] {"t1", "t2"});
        request.setLogsetId("L");
        return request;
    }

    private static DeleteConsumerGroupRequest delete() {
        DeleteConsumerGroupRequest request = new DeleteConsumerGroupRequest();
        request.setConsumerGroup("test-123");
        request.setLogsetId("L");
        return request;
    }

    private static SendConsumerHeartbeatRequest beat(Long... partitions) {
        TopicPartitionInfo topic = new TopicPartitionInfo();
        topic.setTopicID("t1");
        topic.setPartitions(partitions);
        SendConsumerHeartbeatRequest request = new SendConsumerHeartbeatRequest();
        request.setConsumerGroup("test-123");
        request.setConsumer("test-123-1");
        request.setLogsetId("L");
        request.setTopicPartitionsInfo(new TopicPartitionInfo[] {topic});
        return request;
    }

    private ClsClient client(String signMethod, String method, boolean unsignedPayload) {
        return client(server, signMethod, method, unsignedPayload);
    }

    private static ClsClient client(DialectServer server, String signMethod, String method, boolean unsignedPayload) {
        ClientProfile profile = profile(server, signMethod, method);
        profile.setUnsignedPayload(unsignedPayload);
        return new ClsClient(new Credential(ClsServer.KEY, ClsServer.SECRET), "ap-guangzhou", profile);
    }

    private static ClientProfile profile(DialectServer server, String signMethod, String method) {
        HttpProfile http = new HttpProfile();
        http.setProtocol(HttpProfile.REQ_HTTP);
        http.setEndpoint("127.0.0.1:" + server.port());
        http.setReqMethod(method);
        return new ClientProfile(signMethod, http);
    }
}
