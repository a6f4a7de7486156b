package io.shardbeat.it.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.tencentcloudapi.cls.v20201016.ClsClient;
import com.tencentcloudapi.cls.v20201016.models.CommitConsumerOffsetsRequest;
import com.tencentcloudapi.cls.v20201016.models.ConsumerGroupInfo;
import com.tencentcloudapi.cls.v20201016.models.CreateConsumerGroupRequest;
import com.tencentcloudapi.cls.v20201016.models.DeleteConsumerGroupRequest;
import com.tencentcloudapi.cls.v20201016.models.DescribeConsumerGroupsRequest;
import com.tencentcloudapi.cls.v20201016.models.DescribeConsumerOffsetsRequest;
import com.tencentcloudapi.cls.v20201016.models.ModifyConsumerGroupRequest;
import com.tencentcloudapi.cls.v20201016.models.PartitionOffsetInfo;
import com.tencentcloudapi.cls.v20201016.models.SendConsumerHeartbeatRequest;
import com.tencentcloudapi.cls.v20201016.models.TopicPartitionInfo;
import com.tencentcloudapi.cls.v20201016.models.TopicPartitionOffsetInfo;
import com.tencentcloudapi.common.Credential;
import com.tencentcloudapi.common.exception.TencentCloudSDKException;
import com.tencentcloudapi.common.profile.ClientProfile;
import com.tencentcloudapi.common.profile.HttpProfile;
import io.shardbeat.testkit.Endpoint;
import io.shardbeat.testkit.Fixtures;
import io.shardbeat.testkit.process.Cluster;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import okhttp3.OkHttpClient;
import okhttp3.Response;

/** Through {@code com.tencentcloudapi:tencentcloud-sdk-java}, unmodified, with TC3 signatures. */
public final class ClsCloud implements Cloud {
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final String[] TOPICS = {Fixtures.TOPIC};

    private final Map<Endpoint, ClsClient> clients = new ConcurrentHashMap<>();
    private final Duration patience;
    /** Of the answer that this thread got last: the client shows no headers, but its HTTP client may be given. */
    private final ThreadLocal<Long> epoch = ThreadLocal.withInitial(() -> 0L);

    public ClsCloud() {
        this(PATIENCE);
    }

    /** @param patience how long its clients wait for an answer */
    public ClsCloud(Duration patience) {
        this.patience = patience;
    }

    @Override
    public void createAt(Endpoint node, String group, int timeoutSeconds) throws TencentCloudSDKException {
        CreateConsumerGroupRequest request = new CreateConsumerGroupRequest();
        request.setLogsetId(Fixtures.LOGSET);
        request.setConsumerGroup(group);
        request.setTimeout((long) timeoutSeconds);
        request.setTopics(TOPICS);
        at(node).CreateConsumerGroup(request);
    }

    @Override
    public void update(String group, int timeoutSeconds) throws TencentCloudSDKException {
        ModifyConsumerGroupRequest request = new ModifyConsumerGroupRequest();
        request.setLogsetId(Fixtures.LOGSET);
        request.setConsumerGroup(group);
        request.setTimeout((long) timeoutSeconds);
        request.setTopics(TOPICS);
        at(Cluster.second()).ModifyConsumerGroup(request);
    }

    @Override
    public void delete(String group) throws TencentCloudSDKException {
        DeleteConsumerGroupRequest request = new DeleteConsumerGroupRequest();
        request.setLogsetId(Fixtures.LOGSET);
        request.setConsumerGroup(group);
        at(Cluster.first()).DeleteConsumerGroup(request);
    }

    @Override
    public int listedTimeout(String group) throws TencentCloudSDKException {
        DescribeConsumerGroupsRequest request = new DescribeConsumerGroupsRequest();
        request.setLogsetId(Fixtures.LOGSET);
        for (ConsumerGroupInfo listed :
                at(Cluster.second()).DescribeConsumerGroups(request).getConsumerGroupsInfo()) {
            if (listed.getConsumerGroup().equals(group)) {
                return listed.getTimeout().intValue();
            }
        }
        return -1;
    }

    @Override
    public Grant beat(Endpoint node, String group, String consumer, Collection<Integer> report)
            throws TencentCloudSDKException {
        TopicPartitionInfo held = new TopicPartitionInfo();
        held.setTopicID(Fixtures.TOPIC);
        held.setPartitions(report.stream().map(Integer::longValue).toArray(Long[]::new));
        SendConsumerHeartbeatRequest request = new SendConsumerHeartbeatRequest();
        request.setLogsetId(Fixtures.LOGSET);
        request.setConsumerGroup(group);
        request.setConsumer(consumer);
        request.setTopicPartitionsInfo(new TopicPartitionInfo[] {held});
        Set<Integer> granted = new TreeSet<>();
        for (TopicPartitionInfo topic : at(node).SendConsumerHeartbeat(request).getTopicPartitionsInfo()) {
            for (Long partition : topic.getPartitions()) {
                granted.add(partition.intValue());
            }
        }
        return new Grant(granted, epoch.get());
    }

    @Override
    public void commit(Endpoint node, String group, String consumer, int shard, long offset)
            throws TencentCloudSDKException {
        PartitionOffsetInfo partition = new PartitionOffsetInfo();
        partition.setPartitionId((long) shard);
        partition.setOffset(offset);
        TopicPartitionOffsetInfo topic = new TopicPartitionOffsetInfo();
        topic.setTopicID(Fixtures.TOPIC);
        topic.setPartitionOffsets(new PartitionOffsetInfo[] {partition});
        CommitConsumerOffsetsRequest request = new CommitConsumerOffsetsRequest();
        request.setLogsetId(Fixtures.LOGSET);
        request.setConsumerGroup(group);
        request.setConsumer(consumer);
        request.setTopicPartitionOffsetsInfo(new TopicPartitionOffsetInfo[] {topic});
        at(node).CommitConsumerOffsets(request);
    }

    @Override
    public long committed(Endpoint node, String group, int shard) throws TencentCloudSDKException {
        DescribeConsumerOffsetsRequest request = new DescribeConsumerOffsetsRequest();
        request.setLogsetId(Fixtures.LOGSET);
        request.setConsumerGroup(group);
        request.setTopicId(Fixtures.TOPIC);
        request.setPartitionId(Integer.toString(shard));
        request.setFrom("begin");
        TopicPartitionOffsetInfo[] topics =
                at(node).DescribeConsumerOffsets(request).getTopicPartitionOffsetsInfo();
        assertThat(topics).hasSize(1);
        assertThat(topics[0].getTopicID()).isEqualTo(Fixtures.TOPIC);
        assertThat(topics[0].getPartitionOffsets()).hasSize(1);
        assertThat(topics[0].getPartitionOffsets()[0].getPartitionId()).isEqualTo(shard);
        return topics[0].getPartitionOffsets()[0].getOffset();
    }

    @Override
    public String codeOf(Throwable failure) {
        if (failure instanceof TencentCloudSDKException e) {
            return e.getErrorCode() == null ? "no answer" : e.getErrorCode();
        }
        return String.valueOf(failure);
    }

    @Override
    public String topic() {
        return Fixtures.TOPIC;
    }

    private OkHttpClient http() {
        return builder(patience)
                .addInterceptor(chain -> {
                    Response response = chain.proceed(chain.request());
                    epoch.set(Long.parseLong(response.header("x-shardbeat-epoch", "0")));
                    return response;
                })
                .build();
    }

    private static OkHttpClient.Builder builder(Duration patience) {
        return new OkHttpClient.Builder()
                .connectTimeout(patience)
                .readTimeout(patience)
                .writeTimeout(patience);
    }

    private ClsClient at(Endpoint node) {
        return clients.computeIfAbsent(node, n -> client(n, Fixtures.KEY, Fixtures.SECRET, http()));
    }

    public static ClsClient client(Endpoint node, String key, String secret) {
        return client(node, key, secret, builder(PATIENCE).build());
    }

    private static ClsClient client(Endpoint node, String key, String secret, OkHttpClient httpClient) {
        HttpProfile http = new HttpProfile();
        http.setProtocol(HttpProfile.REQ_HTTP);
        http.setEndpoint("127.0.0.1:" + node.port());
        http.setHttpClient(httpClient);
        return new ClsClient(
                new Credential(key, secret), "ap-guangzhou", new ClientProfile(ClientProfile.SIGN_TC3_256, http));
    }
}
