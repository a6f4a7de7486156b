package io.shardbeat.it.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.tencentcloudapi.cls.v20201016.ClsClient;
import com.tencentcloudapi.cls.v20201016.models.CommitConsumerOffsetsRequest;
import com.tencentcloudapi.cls.v20201016.models.ConsumerGroupInfo;
import com.tencentcloudapi.cls.v20201016.models.CreateConsumerGroupRequest;
import com.tencentcloudapi.cls.v20201016.models.CreateLogsetRequest;
import com.tencentcloudapi.cls.v20201016.models.CreateTopicRequest;
import com.tencentcloudapi.cls.v20201016.models.DeleteConsumerGroupRequest;
import com.tencentcloudapi.cls.v20201016.models.DeleteLogsetRequest;
import com.tencentcloudapi.cls.v20201016.models.DeleteTopicRequest;
import com.tencentcloudapi.cls.v20201016.models.DescribeConsumerGroupsRequest;
import com.tencentcloudapi.cls.v20201016.models.DescribeConsumerOffsetsRequest;
import com.tencentcloudapi.cls.v20201016.models.DescribeLogsetsRequest;
import com.tencentcloudapi.cls.v20201016.models.DescribePartitionsRequest;
import com.tencentcloudapi.cls.v20201016.models.DescribeTopicsRequest;
import com.tencentcloudapi.cls.v20201016.models.MergePartitionRequest;
import com.tencentcloudapi.cls.v20201016.models.ModifyConsumerGroupRequest;
import com.tencentcloudapi.cls.v20201016.models.PartitionInfo;
import com.tencentcloudapi.cls.v20201016.models.PartitionOffsetInfo;
import com.tencentcloudapi.cls.v20201016.models.SendConsumerHeartbeatRequest;
import com.tencentcloudapi.cls.v20201016.models.SplitPartitionRequest;
import com.tencentcloudapi.cls.v20201016.models.TopicPartitionInfo;
import com.tencentcloudapi.common.AbstractModel;
import com.tencentcloudapi.common.exception.TencentCloudSDKException;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** The life of a logset and all that is in it, in the typed calls of the official client; in the order of the methods. */
final class ClsCalls {
    private static final String GROUP = "group";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ClsClient client;
    private final String name;
    private final Notes notes;
    private String logset = "";
    private String topic = "";

    /** @param name of the logset */
    ClsCalls(ClsClient client, String name, Notes notes) {
        this.client = client;
        this.name = name;
        this.notes = notes;
    }

    /** Who is told what was seen to hold. */
    interface Notes {
        void saw(String action, String what);
    }

    void createsWhatThereIsToConsume() throws TencentCloudSDKException {
        CreateLogsetRequest create = of(CreateLogsetRequest.class, "{LogsetName:'%s'}", name);
        logset = client.CreateLogset(create).getLogsetId();
        assertThat(codeOf(() -> client.CreateLogset(create))).isEqualTo("InvalidParameter.LogsetConflict");
        notes.saw("CreateLogset", "its id; a second time: `InvalidParameter.LogsetConflict`");
        assertThat(client.DescribeLogsets(logsets()).getLogsets())
                .singleElement()
                .satisfies(found -> assertThat(found.getLogsetName()).isEqualTo(name));
        notes.saw("DescribeLogsets", "the one of an id");
        CreateTopicRequest createTopic =
                of(CreateTopicRequest.class, "{LogsetId:'%s',TopicName:'clicks',PartitionCount:2}", logset);
        topic = client.CreateTopic(createTopic).getTopicId();
        assertThat(codeOf(() -> client.CreateTopic(createTopic))).isEqualTo("InvalidParameter.TopicConflict");
        notes.saw("CreateTopic", "its id; a second time: `InvalidParameter.TopicConflict`");
        assertThat(client.DescribeTopics(topics()).getTopics()).singleElement().satisfies(found -> {
            assertThat(found.getTopicId()).isEqualTo(topic);
            assertThat(found.getPartitionCount()).isEqualTo(2);
        });
        notes.saw("DescribeTopics", "those of a logset");
    }

    private DescribeLogsetsRequest logsets() {
        return of(DescribeLogsetsRequest.class, "{Filters:[{Key:'logsetId',Values:['%s']}]}", logset);
    }

    private DescribeTopicsRequest topics() {
        return of(DescribeTopicsRequest.class, "{Filters:[{Key:'logsetId',Values:['%s']}]}", logset);
    }

    void splitsAndMerges() throws TencentCloudSDKException {
        SplitPartitionRequest split = of(
                SplitPartitionRequest.class, "{TopicId:'%s',PartitionId:1,SplitKey:'%s'}", topic, "c" + "0".repeat(31));
        assertThat(client.SplitPartition(split).getPartitions())
                .extracting(PartitionInfo::getStatus)
                .containsExactly("readonly", "readwrite", "readwrite");
        assertThat(codeOf(() -> client.SplitPartition(split))).isEqualTo("UnsupportedOperation");
        notes.saw("SplitPartition", "the parent and its children; a second time: `UnsupportedOperation`");
        MergePartitionRequest merge = of(MergePartitionRequest.class, "{TopicId:'%s',PartitionId:2}", topic);
        assertThat(client.MergePartition(merge).getPartitions()[0].getPartitionId())
                .isEqualTo(4);
        notes.saw("MergePartition", "the child first");
        assertThat(client.DescribePartitions(of(DescribePartitionsRequest.class, "{TopicId:'%s'}", topic))
                        .getPartitions())
                .extracting(PartitionInfo::getStatus)
                .containsExactly("readwrite", "readonly", "readonly", "readonly", "readwrite");
        notes.saw("DescribePartitions", "all, with their status");
    }

    void createsAGroup() throws TencentCloudSDKException {
        CreateConsumerGroupRequest create = of(
                CreateConsumerGroupRequest.class,
                "{LogsetId:'%s',ConsumerGroup:'%s',Timeout:20,Topics:['%s']}",
                logset,
                GROUP,
                topic);
        assertThat(client.CreateConsumerGroup(create).getConsumerGroup()).isEqualTo(GROUP);
        assertThat(codeOf(() -> client.CreateConsumerGroup(create))).isEqualTo("FailedOperation");
        notes.saw("CreateConsumerGroup", "its name; a second time: `FailedOperation`");
        client.ModifyConsumerGroup(of(
                ModifyConsumerGroupRequest.class,
                "{LogsetId:'%s',ConsumerGroup:'%s',Timeout:30,Topics:['%s']}",
                logset,
                GROUP,
                topic));
        notes.saw("ModifyConsumerGroup", "the new timeout is listed");
        assertThat(groups()).singleElement().satisfies(group -> {
            assertThat(group.getConsumerGroup()).isEqualTo(GROUP);
            assertThat(group.getTimeout()).isEqualTo(30);
            assertThat(group.getTopics()).containsExactly(topic);
        });
        notes.saw("DescribeConsumerGroups", "name, timeout and topics");
    }

    private ConsumerGroupInfo[] groups() throws TencentCloudSDKException {
        return client.DescribeConsumerGroups(of(DescribeConsumerGroupsRequest.class, "{LogsetId:'%s'}", logset))
                .getConsumerGroupsInfo();
    }

    void consumes() {
        await().atMost(PATIENCE).until(() -> beat("").length == 5);
        notes.saw("SendConsumerHeartbeat", "without partitions: those of the only consumer, the split ones too");
        await().atMost(PATIENCE).until(() -> beat("0,1,2,3,4").length == 5);
        notes.saw("SendConsumerHeartbeat", "with partitions: the same");
    }

    private Long[] beat(String held) throws TencentCloudSDKException {
        TopicPartitionInfo[] granted = client.SendConsumerHeartbeat(of(
                        SendConsumerHeartbeatRequest.class,
                        "{LogsetId:'%s',ConsumerGroup:'%s',Consumer:'a',"
                                + "TopicPartitionsInfo:[{TopicID:'%s',Partitions:[%s]}]}",
                        logset,
                        GROUP,
                        topic,
                        held))
                .getTopicPartitionsInfo();
        return granted.length == 0 ? new Long[0] : granted[0].getPartitions();
    }

    void commitsOffsets() throws TencentCloudSDKException {
        client.CommitConsumerOffsets(of(
                CommitConsumerOffsetsRequest.class,
                "{LogsetId:'%s',ConsumerGroup:'%s',Consumer:'a',"
                        + "TopicPartitionOffsetsInfo:[{TopicID:'%s',PartitionOffsets:[{PartitionId:4,Offset:41}]}]}",
                logset,
                GROUP,
                topic));
        notes.saw("CommitConsumerOffsets", "saved for the holder");
        assertThat(offsets(",TopicId:'" + topic + "',PartitionId:'4'"))
                .extracting(PartitionOffsetInfo::getPartitionId, PartitionOffsetInfo::getOffset)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(4L, 41L));
        notes.saw("DescribeConsumerOffsets", "of one partition");
        assertThat(offsets("")).extracting(PartitionOffsetInfo::getOffset).containsExactly(-1L, -1L, -1L, -1L, 41L);
        notes.saw("DescribeConsumerOffsets", "of all; -1 where none was saved");
    }

    private PartitionOffsetInfo[] offsets(String more) throws TencentCloudSDKException {
        return client.DescribeConsumerOffsets(of(
                        DescribeConsumerOffsetsRequest.class,
                        "{LogsetId:'%s',ConsumerGroup:'%s',From:'begin'%s}",
                        logset,
                        GROUP,
                        more))
                .getTopicPartitionOffsetsInfo()[0]
                .getPartitionOffsets();
    }

    void deletes() throws TencentCloudSDKException {
        client.DeleteConsumerGroup(
                of(DeleteConsumerGroupRequest.class, "{LogsetId:'%s',ConsumerGroup:'%s'}", logset, GROUP));
        assertThat(groups()).isEmpty();
        notes.saw("DeleteConsumerGroup", "it is then no more listed");
        DeleteLogsetRequest delete = of(DeleteLogsetRequest.class, "{LogsetId:'%s'}", logset);
        assertThat(codeOf(() -> client.DeleteLogset(delete))).isEqualTo("FailedOperation.LogsetNotEmpty");
        client.DeleteTopic(of(DeleteTopicRequest.class, "{TopicId:'%s'}", topic));
        assertThat(client.DescribeTopics(topics()).getTotalCount()).isZero();
        notes.saw("DeleteTopic", "it is then no more listed");
        client.DeleteLogset(delete);
        assertThat(client.DescribeLogsets(logsets()).getTotalCount()).isZero();
        notes.saw("DeleteLogset", "with a topic: `FailedOperation.LogsetNotEmpty`; without: no more listed");
    }

    /** The client's own request, its fields read from JSON. */
    private static <T extends AbstractModel> T of(Class<T> type, String json, Object... values) {
        return AbstractModel.fromJsonString(String.format(json, values), type);
    }

    private static String codeOf(ThrowingCallable call) {
        return catchThrowableOfType(TencentCloudSDKException.class, call).getErrorCode();
    }
}
