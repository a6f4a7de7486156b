package io.shardbeat.it.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.aliyun.openservices.log.Client;
import com.aliyun.openservices.log.common.ProjectConsumerGroup;
import com.aliyun.openservices.log.exception.LogException;
import com.aliyun.openservices.log.http.signer.SignVersion;
import io.shardbeat.it.client.SlsCloud;
import io.shardbeat.testkit.Fixtures;
import io.shardbeat.testkit.process.Cluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A group over two logstores, through the only client that has such groups. */
class SlsProjectGroupsIT {
    private static final String GROUP = "both-logstores";
    private static final String BOTH = Fixtures.LOGSTORE + "," + Fixtures.SMALL_LOGSTORE;

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Client client = client(Cluster.first(), SignVersion.V1);
    private final Client other = client(Cluster.second(), SignVersion.V4);

    @Test
    void aGroupOverTwoLogstoresLivesAndDies() throws Exception {
        client.CreateProjectConsumerGroup(Fixtures.PROJECT, new ProjectConsumerGroup(GROUP, BOTH, 60, false));
        LogException again = catchThrowableOfType(
                LogException.class,
                () -> other.CreateProjectConsumerGroup(
                        Fixtures.PROJECT, new ProjectConsumerGroup(GROUP, BOTH, 60, false)));
        assertThat(again.GetErrorCode()).isEqualTo("ConsumerGroupAlreadyExist");
        other.UpdateProjectConsumerGroup(Fixtures.PROJECT, GROUP, false, 30);
        assertThat(other.ListProjectConsumerGroup(Fixtures.PROJECT).getConsumerGroups())
                .singleElement()
                .satisfies(listed -> {
                    assertThat(listed.getConsumerGroupName()).isEqualTo(GROUP);
                    assertThat(listed.getLogStoreExpr()).isEqualTo(BOTH);
                    assertThat(listed.getTimeout()).isEqualTo(30);
                });

        Map<String, List<Integer>> all = awaitShards(client, "a", Map.of(), 10);
        assertThat(all).containsEntry(Fixtures.SMALL_LOGSTORE, List.of(0, 1));
        assertThat(size(beat(other, "b", Map.of()))).isZero();
        Map<String, List<Integer>> half = awaitShards(other, "a", all, 5);
        assertThat(half.get(Fixtures.LOGSTORE)).hasSize(4);
        assertThat(half.get(Fixtures.SMALL_LOGSTORE)).hasSize(1);
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(500)).until(() -> {
            beat(client, "a", half);
            return size(beat(other, "b", Map.of())) == 5;
        });

        savesAndReadsCheckpoints(half.get(Fixtures.SMALL_LOGSTORE).get(0));
        client.DeleteProjectConsumerGroup(Fixtures.PROJECT, GROUP);
        assertThat(other.ListProjectConsumerGroup(Fixtures.PROJECT).getConsumerGroups())
                .isEmpty();
    }

    private void savesAndReadsCheckpoints(int held) throws LogException {
        client.UpdateProjectConsumerGroupCheckPoint(
                Fixtures.PROJECT, GROUP, "a", Fixtures.SMALL_LOGSTORE, held, "MQ==");
        LogException fenced = catchThrowableOfType(
                LogException.class,
                () -> client.UpdateProjectConsumerGroupCheckPoint(
                        Fixtures.PROJECT, GROUP, "b", Fixtures.SMALL_LOGSTORE, held, "Mg=="));
        assertThat(fenced.GetErrorCode()).isEqualTo("ConsumerNotMatch");
        var all =
                other.GetProjectConsumerGroupCheckPoint(Fixtures.PROJECT, GROUP).getCheckPoints();
        assertThat(all.get(Fixtures.LOGSTORE))
                .hasSize(8)
                .allSatisfy(never -> assertThat(never.getCheckPoint()).isEmpty());
        assertThat(all.get(Fixtures.SMALL_LOGSTORE).get(held).getCheckPoint()).isEqualTo("MQ==");
        var one = other.GetProjectConsumerGroupCheckPoint(Fixtures.PROJECT, GROUP, Fixtures.SMALL_LOGSTORE, held)
                .getCheckPoints();
        assertThat(one).containsOnlyKeys(Fixtures.SMALL_LOGSTORE);
        assertThat(one.get(Fixtures.SMALL_LOGSTORE)).hasSize(1);
    }

    private static Map<String, List<Integer>> beat(Client by, String consumer, Map<String, List<Integer>> held)
            throws LogException {
        Map<String, ArrayList<Integer>> report = new HashMap<>();
        held.forEach((logstore, shards) -> report.put(logstore, new ArrayList<>(shards)));
        return by.ProjectConsumerGroupHeartBeat(Fixtures.PROJECT, GROUP, consumer, report)
                .getLogStoreShards();
    }

    /** A pass may come after the answer on a busy machine. */
    private static Map<String, List<Integer>> awaitShards(
            Client by, String consumer, Map<String, List<Integer>> held, int count) {
        return await().atMost(PATIENCE).until(() -> beat(by, consumer, held), shards -> size(shards) == count);
    }

    private static int size(Map<String, List<Integer>> shards) {
        return shards.values().stream().mapToInt(List::size).sum();
    }

    private static Client client(io.shardbeat.testkit.process.Node node, SignVersion version) {
        return SlsCloud.client(node, version, Fixtures.KEY, Fixtures.SECRET);
    }
}
