package io.shardbeat.it.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.aliyun.openservices.log.Client;
import com.aliyun.openservices.log.common.ConsumerGroup;
import com.aliyun.openservices.log.common.LogStore;
import com.aliyun.openservices.log.http.signer.SignVersion;
import com.aliyun.openservices.log.request.SplitShardRequest;
import com.tencentcloudapi.cls.v20201016.ClsClient;
import com.tencentcloudapi.cls.v20201016.models.CreateConsumerGroupRequest;
import com.tencentcloudapi.cls.v20201016.models.CreateLogsetRequest;
import com.tencentcloudapi.cls.v20201016.models.CreateTopicRequest;
import com.tencentcloudapi.cls.v20201016.models.SendConsumerHeartbeatRequest;
import com.tencentcloudapi.cls.v20201016.models.SplitPartitionRequest;
import com.tencentcloudapi.cls.v20201016.models.TopicPartitionInfo;
import com.tencentcloudapi.common.AbstractModel;
import io.shardbeat.it.client.ClsCloud;
import io.shardbeat.it.client.SlsCloud;
import io.shardbeat.testkit.Fixtures;
import io.shardbeat.testkit.process.Cluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Four shards, each split in two, and then four members: of the old shards as of the new ones, each has its share. */
class SplitBalanceIT {
    private static final int SPLIT = 4;
    private static final int ALL = 3 * SPLIT;
    private static final List<String> MEMBERS = List.of("c1", "c2", "c3", "c4");

    /** Longer than the second that a client's clock counts: what is sent within one proves nothing. */
    private static final Duration BETWEEN_BEATS = Duration.ofMillis(1_100);

    /** One heartbeat: what may be held now. */
    private interface Heart {
        Set<Integer> beat(String consumer, Set<Integer> held) throws Exception;
    }

    @Test
    void ofSls() throws Exception {
        Client client = SlsCloud.client(Cluster.first(), SignVersion.V4, Fixtures.KEY, Fixtures.SECRET);
        String project = "split-balance";
        client.CreateProject(project, "");
        client.CreateLogStore(project, new LogStore("logs", 7, SPLIT));
        for (int shard = 0; shard < SPLIT; shard++) {
            client.SplitShard(new SplitShardRequest(project, "logs", shard, 2));
        }
        client.CreateConsumerGroup(project, "logs", new ConsumerGroup("g", 60, false));
        settles((consumer, held) ->
                new TreeSet<>(client.HeartBeat(project, "logs", "g", consumer, new ArrayList<>(held))
                        .getShards()));
        client.DeleteProject(project);
    }

    @Test
    void ofCls() throws Exception {
        ClsClient client = ClsCloud.client(Cluster.second(), Fixtures.KEY, Fixtures.SECRET);
        String logset = client.CreateLogset(of(CreateLogsetRequest.class, "{LogsetName:'split-balance'}"))
                .getLogsetId();
        String topic = client.CreateTopic(
                        of(CreateTopicRequest.class, "{LogsetId:'%s',TopicName:'t',PartitionCount:%d}", logset, SPLIT))
                .getTopicId();
        for (int partition = 0; partition < SPLIT; partition++) {
            client.SplitPartition(of(SplitPartitionRequest.class, "{TopicId:'%s',PartitionId:%d}", topic, partition));
        }
        client.CreateConsumerGroup(of(
                CreateConsumerGroupRequest.class,
                "{LogsetId:'%s',ConsumerGroup:'g',Timeout:60,Topics:['%s']}",
                logset,
                topic));
        settles((consumer, held) -> {
            String report = held.stream().map(String::valueOf).collect(Collectors.joining(","));
            TopicPartitionInfo[] granted = client.SendConsumerHeartbeat(of(
                            SendConsumerHeartbeatRequest.class,
                            "{LogsetId:'%s',ConsumerGroup:'g',Consumer:'%s',"
                                    + "TopicPartitionsInfo:[{TopicID:'%s',Partitions:[%s]}]}",
                            logset,
                            consumer,
                            topic,
                            report))
                    .getTopicPartitionsInfo();
            return Stream.of(granted[0].getPartitions()).map(Long::intValue).collect(Collectors.toSet());
        });
    }

    /** Each lets go at once of what it is told to; in the end all is held, and neither kind is held unevenly. */
    private static void settles(Heart heart) {
        Map<String, Set<Integer>> held = new TreeMap<>();
        MEMBERS.forEach(member -> held.put(member, Set.of()));
        await().atMost(Duration.ofSeconds(45)).pollInterval(BETWEEN_BEATS).untilAsserted(() -> {
            for (String member : MEMBERS) {
                held.put(member, heart.beat(member, held.get(member)));
            }
            assertThat(held.values().stream().flatMap(Set::stream).toList())
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, ALL).boxed().toList());
            assertThat(held.values()).allSatisfy(shards -> {
                assertThat(shards.stream().filter(shard -> shard >= SPLIT))
                        .as("open ones")
                        .hasSize(2);
                assertThat(shards.stream().filter(shard -> shard < SPLIT))
                        .as("old ones")
                        .hasSize(1);
            });
        });
    }

    private static <T extends AbstractModel> T of(Class<T> type, String json, Object... values) {
        return AbstractModel.fromJsonString(String.format(json, values), type);
    }
}
