package io.shardbeat.it.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.aliyun.openservices.log.Client;
import com.aliyun.openservices.log.common.ConsumerGroup;
import com.aliyun.openservices.log.common.ConsumerGroupShardCheckPoint;
import com.aliyun.openservices.log.common.LogStore;
import com.aliyun.openservices.log.common.Project;
import com.aliyun.openservices.log.common.ProjectConsumerGroup;
import com.aliyun.openservices.log.common.Shard;
import com.aliyun.openservices.log.exception.LogException;
import com.aliyun.openservices.log.request.SplitShardRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** The life of a project and all that is in it, in the calls of the official client; in the order of the methods. */
final class SlsCalls {
    private static final String EVENTS = "events";
    private static final String OTHERS = "others";
    private static final String GROUP = "group";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Client client;
    private final String project;
    private final Notes notes;

    SlsCalls(Client client, String project, Notes notes) {
        this.client = client;
        this.project = project;
        this.notes = notes;
    }

    /** Who is told what was seen to hold. */
    interface Notes {
        void saw(String call, String method, String what);
    }

    void createsWhatThereIsToConsume() throws LogException {
        client.CreateProject(project, "for a test");
        assertThat(codeOf(() -> client.CreateProject(project, ""))).isEqualTo("ProjectAlreadyExist");
        notes.saw("CreateProject", "CreateProject", "created; a second time: `ProjectAlreadyExist`");
        assertThat(client.GetProject(project).GetProjectDescription()).isEqualTo("for a test");
        notes.saw("GetProject", "GetProject", "its description");
        assertThat(client.ListProject(project, 0, 10).getProjects())
                .extracting(Project::getProjectName)
                .containsExactly(project);
        assertThat(client.ListProject().getProjects())
                .extracting(Project::getProjectName)
                .contains(project, "it-project");
        notes.saw("GetProject", "ListProject", "by a part of the name, and all");
        client.CreateLogStore(project, new LogStore(EVENTS, 7, 3));
        client.CreateLogStore(project, new LogStore(OTHERS, 7, 2));
        assertThat(codeOf(() -> client.CreateLogStore(project, new LogStore(OTHERS, 7, 2))))
                .isEqualTo("LogStoreAlreadyExist");
        notes.saw("CreateLogstore", "CreateLogStore", "created; a second time: `LogStoreAlreadyExist`");
        assertThat(client.GetLogStore(project, EVENTS).GetLogStore().GetShardCount())
                .isEqualTo(3);
        notes.saw("GetLogstore", "GetLogStore", "the number of its shards");
        assertThat(client.ListLogStores(project, 0, 10, "").GetLogStores()).containsExactly(EVENTS, OTHERS);
        assertThat(client.ListLogStores(project, 1, 1, "").GetLogStores()).containsExactly(OTHERS);
        notes.saw("ListLogstores", "ListLogStores", "the names, page by page");
    }

    void splitsAndMerges() throws LogException {
        List<Shard> all = client.ListShard(project, EVENTS).GetShards();
        assertThat(all).extracting(Shard::GetShardId).containsExactly(0, 1, 2);
        assertThat(all).extracting(Shard::getStatus).containsOnly("readwrite");
        assertThat(all.get(2).getExclusiveEndKey()).isEqualTo("f".repeat(32));
        notes.saw("ListShards", "ListShard", "the shards, with status and hash keys");
        List<Shard> split =
                client.SplitShard(project, EVENTS, 0, "2" + "0".repeat(31)).GetShards();
        assertThat(split).extracting(Shard::getStatus).containsExactly("readonly", "readwrite", "readwrite");
        assertThat(split.get(2).getInclusiveBeginKey()).isEqualTo("2" + "0".repeat(31));
        notes.saw("SplitShard", "SplitShard by key", "the read-only parent and two children");
        assertThat(client.SplitShard(new SplitShardRequest(project, EVENTS, 1, 3))
                        .GetShards())
                .hasSize(4);
        notes.saw("SplitShard", "SplitShard by count", "the parent and as many children");
        assertThat(client.MergeShards(project, EVENTS, 3).GetShards())
                .extracting(Shard::getStatus)
                .containsExactly("readwrite", "readonly", "readonly");
        notes.saw("MergeShards", "MergeShards", "the child and its read-only parents");
    }

    void createsAGroup() throws LogException {
        client.CreateConsumerGroup(project, OTHERS, new ConsumerGroup(GROUP, 20, false));
        notes.saw("CreateConsumerGroup", "CreateConsumerGroup", "created");
        assertListed(20, false);
        notes.saw("ListConsumerGroup", "ListConsumerGroup", "name, timeout and order");
        client.UpdateConsumerGroup(project, OTHERS, GROUP, true, 30);
        assertListed(30, true);
        notes.saw("UpdateConsumerGroup", "UpdateConsumerGroup", "both");
        client.UpdateConsumerGroup(project, OTHERS, GROUP, false);
        assertListed(30, false);
        notes.saw("UpdateConsumerGroup", "UpdateConsumerGroup of the order", "the timeout stays");
        client.UpdateConsumerGroup(project, OTHERS, GROUP, 40);
        assertListed(40, false);
        notes.saw("UpdateConsumerGroup", "UpdateConsumerGroup of the timeout", "the order stays");
    }

    private void assertListed(int timeout, boolean order) throws LogException {
        assertThat(client.ListConsumerGroup(project, OTHERS).GetConsumerGroups())
                .singleElement()
                .satisfies(group -> {
                    assertThat(group.getConsumerGroupName()).isEqualTo(GROUP);
                    assertThat(group.getTimeout()).isEqualTo(timeout);
                    assertThat(group.isInOrder()).isEqualTo(order);
                });
    }

    void consumes() {
        await().atMost(PATIENCE).until(() -> beat("a", List.of()).equals(List.of(0, 1)));
        notes.saw("HeartBeat", "HeartBeat", "the shards of the only consumer");
        assertThat(codeOf(() -> beat("stranger", List.of(0)))).isEqualTo("NotExistConsumerWithBody");
        notes.saw("HeartBeat", "HeartBeat", "of an unknown consumer with shards: `NotExistConsumerWithBody`");
    }

    private List<Integer> beat(String consumer, List<Integer> held) throws LogException {
        return client.HeartBeat(project, OTHERS, GROUP, consumer, held).getShards().stream()
                .sorted()
                .toList();
    }

    void savesCheckpoints() throws LogException {
        client.UpdateCheckPoint(project, OTHERS, GROUP, "a", 1, "MQ==");
        notes.saw("UpdateCheckPoint", "UpdateCheckPoint", "saved for the holder");
        assertThat(codeOf(() -> client.UpdateCheckPoint(project, OTHERS, GROUP, "stranger", 1, "Mg==")))
                .isEqualTo("ConsumerNotExist");
        notes.saw("UpdateCheckPoint", "UpdateCheckPoint", "of a stranger: `ConsumerNotExist`");
        client.UpdateCheckPoint(project, OTHERS, GROUP, 0, "Mw==");
        notes.saw("UpdateCheckPoint", "UpdateCheckPoint without a consumer", "saved, forced");
        assertThat(client.GetCheckPoint(project, OTHERS, GROUP).getCheckPoints())
                .extracting(ConsumerGroupShardCheckPoint::getCheckPoint)
                .containsExactly("Mw==", "MQ==");
        notes.saw("GetCheckPoint", "GetCheckPoint", "of every shard");
        assertThat(client.GetCheckPoint(project, OTHERS, GROUP, 1).getCheckPoints())
                .singleElement()
                .satisfies(one -> assertThat(one.getUpdateTime()).isPositive());
        notes.saw("GetCheckPoint", "GetCheckPoint of a shard", "one, with its time");
        assertThat(client.getCheckpoint(project, OTHERS, GROUP, 1)
                        .getCheckpoint()
                        .getCheckPoint())
                .isEqualTo("MQ==");
        notes.saw("GetCheckPoint", "getCheckpoint", "one, as the consumer library asks");
    }

    void consumesTwoLogstores() throws LogException {
        String both = "both";
        client.CreateProjectConsumerGroup(project, new ProjectConsumerGroup(both, EVENTS + "," + OTHERS, 20, false));
        client.UpdateProjectConsumerGroup(project, both, false, 30);
        assertThat(client.ListProjectConsumerGroup(project).getConsumerGroups())
                .singleElement()
                .satisfies(group -> assertThat(group.getTimeout()).isEqualTo(30));
        await().atMost(PATIENCE)
                .until(() -> client.ProjectConsumerGroupHeartBeat(project, both, "a", Map.of())
                        .getLogStoreShards()
                        .getOrDefault(OTHERS, new ArrayList<>())
                        .equals(List.of(0, 1)));
        client.UpdateProjectConsumerGroupCheckPoint(project, both, "a", OTHERS, 1, "MQ==");
        client.UpdateProjectConsumerGroupCheckPoint(project, both, OTHERS, 0, "Mw==");
        assertThat(client.GetProjectConsumerGroupCheckPoint(project, both)
                        .getCheckPoints()
                        .get(OTHERS))
                .extracting(ConsumerGroupShardCheckPoint::getCheckPoint)
                .containsExactly("Mw==", "MQ==");
        assertThat(client.GetProjectConsumerGroupCheckPoint(project, both, OTHERS, 1)
                        .getCheckPoints()
                        .get(OTHERS))
                .hasSize(1);
        client.DeleteProjectConsumerGroup(project, both);
        assertThat(client.ListProjectConsumerGroup(project).getConsumerGroups()).isEmpty();
        for (String call : List.of("Create", "Update", "List", "Delete")) {
            notes.saw(call + "ConsumerGroup", call + "ProjectConsumerGroup", "a group over two logstores");
        }
        notes.saw("HeartBeat", "ProjectConsumerGroupHeartBeat", "the shards of two logstores");
        notes.saw("UpdateCheckPoint", "UpdateProjectConsumerGroupCheckPoint", "with a consumer and without");
        notes.saw("GetCheckPoint", "GetProjectConsumerGroupCheckPoint", "of all logstores, and of one shard");
    }

    void deletes() throws LogException {
        client.DeleteConsumerGroup(project, OTHERS, GROUP);
        assertThat(codeOf(() -> beat("a", List.of()))).isEqualTo("ConsumerGroupNotExist");
        notes.saw("DeleteConsumerGroup", "DeleteConsumerGroup", "heartbeats then get `ConsumerGroupNotExist`");
        client.DeleteLogStore(project, EVENTS);
        assertThat(codeOf(() -> client.GetLogStore(project, EVENTS))).isEqualTo("LogStoreNotExist");
        notes.saw("DeleteLogstore", "DeleteLogStore", "it is then `LogStoreNotExist`");
        client.DeleteProject(project);
        assertThat(codeOf(() -> client.GetProject(project))).isEqualTo("ProjectNotExist");
        notes.saw("DeleteProject", "DeleteProject", "it is then `ProjectNotExist`");
    }

    private static String codeOf(ThrowingCallable call) {
        return catchThrowableOfType(LogException.class, call).GetErrorCode();
    }
}
