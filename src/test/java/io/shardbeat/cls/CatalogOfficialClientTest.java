package io.shardbeat.cls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tencentcloudapi.cls.v20201016.ClsClient;
import com.tencentcloudapi.cls.v20201016.models.CreateLogsetRequest;
import com.tencentcloudapi.cls.v20201016.models.CreateTopicRequest;
import com.tencentcloudapi.cls.v20201016.models.DeleteLogsetRequest;
import com.tencentcloudapi.cls.v20201016.models.DeleteTopicRequest;
import com.tencentcloudapi.cls.v20201016.models.DescribeLogsetsRequest;
import com.tencentcloudapi.cls.v20201016.models.DescribePartitionsRequest;
import com.tencentcloudapi.cls.v20201016.models.DescribeTopicsRequest;
import com.tencentcloudapi.cls.v20201016.models.Filter;
import com.tencentcloudapi.cls.v20201016.models.LogsetInfo;
import com.tencentcloudapi.cls.v20201016.models.MergePartitionRequest;
import com.tencentcloudapi.cls.v20201016.models.PartitionInfo;
import com.tencentcloudapi.cls.v20201016.models.SplitPartitionRequest;
import com.tencentcloudapi.cls.v20201016.models.Tag;
import com.tencentcloudapi.cls.v20201016.models.TopicInfo;
import com.tencentcloudapi.common.Credential;
import com.tencentcloudapi.common.exception.TencentCloudSDKException;
import com.tencentcloudapi.common.profile.ClientProfile;
import com.tencentcloudapi.common.profile.HttpProfile;
import io.shardbeat.testkit.cls.DialectServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Logsets, topics and partitions through the typed calls of the official client. */
class CatalogOfficialClientTest {
    private final ClsServer cls = ClsServer.open();
    private final DialectServer server = new DialectServer(cls.dialect);
    private final ClsClient client = client();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aLogsetLivesFromItsCreationToItsDeletion() throws TencentCloudSDKException {
        CreateLogsetRequest create = new CreateLogsetRequest();
        create.setLogsetName("orders");
        create.setTags(new Tag[] {tag("team", "blue")});
        String id = client.CreateLogset(create).getLogsetId();
        assertThat(id).hasSize(36);
        assertThatThrownBy(() -> client.CreateLogset(create))
                .extracting(e -> ((TencentCloudSDKException) e).getErrorCode())
                .isEqualTo("InvalidParameter.LogsetConflict");
        LogsetInfo[] found = logsets(filter("tag:team", "blue"));
        assertThat(found).singleElement().satisfies(logset -> {
            assertThat(logset.getLogsetId()).isEqualTo(id);
            assertThat(logset.getLogsetName()).isEqualTo("orders");
            assertThat(logset.getTopicCount()).isZero();
            assertThat(logset.getCreateTime()).matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d");
            assertThat(logset.getTags()[0].getValue()).isEqualTo("blue");
        });
        assertThat(logsets(filter("logsetName", "nothing"))).isEmpty();
        DeleteLogsetRequest delete = new DeleteLogsetRequest();
        delete.setLogsetId(id);
        client.DeleteLogset(delete);
        assertThat(logsets(filter("logsetId", id))).isEmpty();
    }

    @Test
    void aTopicIsCreatedFoundAndDeleted() throws TencentCloudSDKException {
        CreateTopicRequest create = new CreateTopicRequest();
        create.setLogsetId("L");
        create.setTopicName("clicks");
        create.setPartitionCount(3L);
        String id = client.CreateTopic(create).getTopicId();
        DescribeTopicsRequest describe = new DescribeTopicsRequest();
        describe.setFilters(new Filter[] {filter("topicName", "click"), filter("logsetId", "L")});
        assertThat(client.DescribeTopics(describe).getTopics()).singleElement().satisfies(topic -> {
            assertThat(topic.getTopicId()).isEqualTo(id);
            assertThat(topic.getPartitionCount()).isEqualTo(3);
            assertThat(topic.getStatus()).isTrue();
        });
        DeleteTopicRequest delete = new DeleteTopicRequest();
        delete.setTopicId(id);
        client.DeleteTopic(delete);
        assertThat(client.DescribeTopics(describe).getTotalCount()).isZero();
    }

    @Test
    void aListingIsReadPageByPage() throws TencentCloudSDKException {
        DescribeTopicsRequest page = new DescribeTopicsRequest();
        page.setLimit(1L);
        page.setOffset(1L);
        assertThat(client.DescribeTopics(page).getTopics())
                .extracting(TopicInfo::getTopicId)
                .containsExactly("t2");
        assertThat(client.DescribeTopics(page).getTotalCount()).isEqualTo(2);
    }

    @Test
    void aPartitionIsSplitAndMergedAgain() throws TencentCloudSDKException {
        SplitPartitionRequest split = new SplitPartitionRequest();
        split.setTopicId("t1");
        split.setPartitionId(1L);
        split.setSplitKey("c" + "0".repeat(31));
        assertThat(client.SplitPartition(split).getPartitions())
                .extracting(PartitionInfo::getPartitionId, PartitionInfo::getStatus)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(1L, "readonly"),
                        org.assertj.core.groups.Tuple.tuple(2L, "readwrite"),
                        org.assertj.core.groups.Tuple.tuple(3L, "readwrite"));
        assertThatThrownBy(() -> client.SplitPartition(split))
                .extracting(e -> ((TencentCloudSDKException) e).getErrorCode())
                .isEqualTo("UnsupportedOperation");
        MergePartitionRequest merge = new MergePartitionRequest();
        merge.setTopicId("t1");
        merge.setPartitionId(2L);
        assertThat(client.MergePartition(merge).getPartitions()[0].getPartitionId())
                .isEqualTo(4L);
        DescribePartitionsRequest describe = new DescribePartitionsRequest();
        describe.setTopicId("t1");
        PartitionInfo[] all = client.DescribePartitions(describe).getPartitions();
        assertThat(all)
                .extracting(PartitionInfo::getStatus)
                .containsExactly("readwrite", "readonly", "readonly", "readonly", "readwrite");
        assertThat(all[4].getInclusiveBeginKey()).isEqualTo("8" + "0".repeat(31));
        assertThat(all[4].getExclusiveEndKey()).isEqualTo("f".repeat(32));
    }

    private LogsetInfo[] logsets(Filter filter) throws TencentCloudSDKException {
        DescribeLogsetsRequest request = new DescribeLogsetsRequest();
        request.setFilters(new Filter[] {filter});
        return client.DescribeLogsets(request).getLogsets();
    }

    private static Filter filter(String key, String value) {
        Filter filter = new Filter();
        filter.setKey(key);
        filter.setValues(new String[] {value});
        return filter;
    }

    private static Tag tag(String key, String value) {
        Tag tag = new Tag();
        tag.setKey(key);
        tag.setValue(value);
        return tag;
    }

    private ClsClient client() {
        HttpProfile http = new HttpProfile();
        http.setProtocol(HttpProfile.REQ_HTTP);
        http.setEndpoint("127.0.0.1:" + server.port());
        return new ClsClient(
                new Credential(ClsServer.KEY, ClsServer.SECRET),
                "ap-guangzhou",
                new ClientProfile("TC3-HMAC-SHA256", http));
    }
}
