package io.shardbeat.it.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.shardbeat.it.client.Requests;
import io.shardbeat.it.client.SlowMachine;
import io.shardbeat.testkit.process.Node;
import io.shardbeat.testkit.wire.RawHttp;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The README's first two lines, on nodes that have just become ready. {@code -Dfresh.nodes=20} starts more of them. */
@Tag("alone")
class FreshNodeIT {
    private static final int NODES = Integer.getInteger("fresh.nodes", 3);

    @Test
    void theFirstHeartbeatOfAFreshNodeIsAnsweredAsTheReadmeSays() {
        for (int i = 0; i < NODES; i++) {
            try (Node node = Node.withDefaults().start().awaitReady()) {
                assertThat(beat(node, "[]")).as("node %d", i).isEqualTo("[0,1]");
                assertThat(beat(node, "{\"shards\":[0]}")).as("node %d", i).isEqualTo("{\"shards\":[0,1]}");
                await().atMost(SlowMachine.SLACK).until(() -> node.log().contains("dashboard http"));
                assertThat(node.log())
                        .contains("http://localhost:" + node.port() + "/ui ")
                        .contains("http://localhost:" + node.managementPort() + "/q/health ");
            }
        }
    }

    private static String beat(Node node, String body) {
        return RawHttp.send(
                        node.port(),
                        Requests.sls(
                                "POST",
                                "my-project",
                                "/logstores/my-logstore/consumergroups/consumer_group_test?type=heartbeat&consumer=consumer_1",
                                body))
                .body();
    }
}
