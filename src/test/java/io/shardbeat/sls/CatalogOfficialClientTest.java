package io.shardbeat.sls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aliyun.openservices.log.Client;
import com.aliyun.openservices.log.common.LogStore;
import com.aliyun.openservices.log.common.Project;
import com.aliyun.openservices.log.common.Shard;
import com.aliyun.openservices.log.exception.LogException;
import com.aliyun.openservices.log.http.client.ClientConfiguration;
import com.aliyun.openservices.log.request.SplitShardRequest;
import io.shardbeat.testkit.cls.DialectServer;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Projects, logstores and shards through the official client. */
class CatalogOfficialClientTest {
    private final SlsWorld world = SlsWorld.open();
    private final DialectServer server = new DialectServer(world.dialect);
    private final Client client = client();

    @AfterEach
    void stop() {
        client.shutdown();
        server.close();
    }

    @Test
    void aProjectLivesFromItsCreationToItsDeletion() throws LogException {
        client.CreateProject("fresh", "what it is for");
        assertThat(codeOf(() -> client.CreateProject("fresh", ""))).isEqualTo("ProjectAlreadyExist");
        assertThat(client.GetProject("fresh").GetProjectDescription()).isEqualTo("what it is for");
        assertThat(client.ListProject("", 0, 10).getProjects())
                .extracting(Project::getProjectName)
                .containsExactly("fresh", "proj");
        client.DeleteProject("proj");
        assertThat(world.directory.groups()).as("its groups go with it").isEmpty();
        assertThat(codeOf(() -> client.GetProject("proj"))).isEqualTo("ProjectNotExist");
    }

    @Test
    void aLogstoreLivesFromItsCreationToItsDeletion() throws LogException {
        client.CreateLogStore("proj", new LogStore("events", 7, 3));
        assertThat(codeOf(() -> client.CreateLogStore("proj", new LogStore("events", 7, 3))))
                .isEqualTo("LogStoreAlreadyExist");
        LogStore found = client.GetLogStore("proj", "events").GetLogStore();
        assertThat(found.GetShardCount()).isEqualTo(3);
        assertThat(found.GetTtl()).isEqualTo(7);
        assertThat(client.ListLogStores("proj", 0, 10, "").GetLogStores()).isEqualTo(List.of("events", "ls-px"));
        client.DeleteLogStore("proj", "ls-px");
        assertThat(world.directory.groups()).as("its groups go with it").isEmpty();
        assertThat(codeOf(() -> client.GetLogStore("proj", "ls-px"))).isEqualTo("LogStoreNotExist");
    }

    @Test
    void aShardIsSplitAndMergedAgain() throws LogException {
        List<Shard> split =
                client.SplitShard("proj", "ls-px", 1, "c" + "0".repeat(31)).GetShards();
        assertThat(split).extracting(Shard::GetShardId).containsExactly(1, 2, 3);
        assertThat(split).extracting(Shard::getStatus).containsExactly("readonly", "readwrite", "readwrite");
        assertThat(codeOf(() -> client.SplitShard("proj", "ls-px", 1, "c" + "0".repeat(31))))
                .isEqualTo("ParameterInvalid");
        assertThat(client.SplitShard(new SplitShardRequest("proj", "ls-px", 0, 4))
                        .GetShards())
                .hasSize(5);
        assertThat(client.MergeShards("proj", "ls-px", 2).GetShards())
                .extracting(Shard::GetShardId)
                .containsExactly(8, 2, 3);
        List<Shard> all = client.ListShard("proj", "ls-px").GetShards();
        assertThat(all).extracting(Shard::GetShardId).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(all.get(8).getInclusiveBeginKey()).isEqualTo("8" + "0".repeat(31));
        assertThat(all.get(8).getExclusiveEndKey()).isEqualTo("f".repeat(32));
    }

    @Test
    void whatCannotBeSplitOrMergedIsSaidSo() {
        assertThat(codeOf(() -> client.SplitShard("proj", "ls-px", 9, "c" + "0".repeat(31))))
                .isEqualTo("ParameterInvalid");
        assertThat(codeOf(() -> client.SplitShard("proj", "ls-px", 0, "not hex")))
                .isEqualTo("ParameterInvalid");
        assertThat(codeOf(() -> client.MergeShards("proj", "ls-px", 1))).isEqualTo("ParameterInvalid");
        assertThat(codeOf(() -> client.MergeShards("proj", "nowhere", 1))).isEqualTo("LogStoreNotExist");
        assertThat(codeOf(() -> client.ListShard("nowhere", "ls-px"))).isEqualTo("ProjectNotExist");
    }

    private static String codeOf(ThrowingCallable call) {
        LogException[] thrown = new LogException[1];
        assertThatThrownBy(call).isInstanceOfSatisfying(LogException.class, e -> thrown[0] = e);
        return thrown[0].GetErrorCode();
    }

    private Client client() {
        ClientConfiguration configuration = new ClientConfiguration();
        configuration.setProxyHost("127.0.0.1");
        configuration.setProxyPort(server.port());
        configuration.setRetryDisabled(true);
        configuration.setMaxErrorRetry(0);
        return new Client("http://cn-test.example.com", "ak1", "sk1", configuration);
    }
}
