package io.shardbeat.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.testkit.Fixtures;
import io.shardbeat.testkit.Node;
import io.shardbeat.testkit.RawHttp;
import io.shardbeat.testkit.RedisProcess;
import io.shardbeat.testkit.SampleRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;

/**
 * A Redis that comes back empty knows no project and no group until the catalog file has been applied to it. No client is
 * told so meanwhile: official ones take "does not exist" as final.
 */
class EmptyRedisIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String GROUPS = "/logstores/" + Fixtures.LOGSTORE + "/consumergroups";
    private static final String GROUP = GROUPS + "/" + Fixtures.BAD_INPUT_GROUP;

    /** Keeps nothing: a restart loses everything. */
    private static final RedisProcess REDIS = new RedisProcess();

    private static final Node NODE = Node.on(REDIS.uri());

    @BeforeAll
    static void start() {
        REDIS.start();
        NODE.start().awaitReady();
    }

    @AfterAll
    static void stop() {
        NODE.close();
        REDIS.close();
    }

    /** The catalog file is looked at every two seconds, so how much of it a run sees is up to chance. */
    @RepeatedTest(3)
    void nobodyIsToldThatWhatIsDeclaredDoesNotExist() {
        assertThat(calls().values())
                .allSatisfy(request -> assertThat(answer(NODE, request)).isEqualTo("served"));
        REDIS.kill();
        REDIS.start();
        Map<String, String> last = new HashMap<>();
        long end = System.nanoTime() + PATIENCE.toNanos();
        do {
            calls().forEach((call, request) -> {
                String answer = answer(NODE, request);
                assertThat(answer).as(call).isIn("served", "failed");
                last.put(call, answer);
            });
        } while (last.containsValue("failed") && System.nanoTime() < end);
        assertThat(last.values()).containsOnly("served");
    }

    static String answer(Node node, SampleRequest request) {
        String body = RawHttp.send(node.port(), request).body();
        if (body.contains("InternalServerError") || body.contains("InternalError")) {
            return "failed";
        }
        return body.contains("rror") ? body : "served";
    }

    /** What consumers ask, at their start and later; a heartbeat without shards, so that it is always served in the end. */
    static Map<String, SampleRequest> calls() {
        return Map.of(
                "HeartBeat", sls("POST", GROUP + "?type=heartbeat&consumer=c", "[]"),
                "ListConsumerGroup", sls("GET", GROUPS, ""),
                "UpdateConsumerGroup", sls("PUT", GROUP, "{\"timeout\":600,\"order\":false}"),
                "GetCheckPoint", sls("GET", GROUP + "?shard=0", ""),
                "UpdateCheckPoint",
                        sls(
                                "POST",
                                GROUP + "?type=checkpoint&consumer=&forceSuccess=true",
                                "{\"shard\":0,\"checkpoint\":\"\"}"),
                "SendConsumerHeartbeat", cls("SendConsumerHeartbeat", ",\"Consumer\":\"c\",\"TopicPartitionsInfo\":[]"),
                "DescribeConsumerGroups", cls("DescribeConsumerGroups", ""),
                "DescribeConsumerOffsets", cls("DescribeConsumerOffsets", ",\"From\":\"begin\""),
                "CommitConsumerOffsets",
                        cls("CommitConsumerOffsets", ",\"Consumer\":\"c\",\"TopicPartitionOffsetsInfo\":[]"));
    }

    private static SampleRequest sls(String method, String target, String body) {
        SampleRequest request = Requests.sls(method, Fixtures.BAD_INPUT_PROJECT, target, body);
        return Requests.slsSigned(request, Instant.now());
    }

    private static SampleRequest cls(String action, String more) {
        String body = "{\"LogsetId\":\"" + Fixtures.BAD_INPUT_LOGSET + "\",\"ConsumerGroup\":\""
                + Fixtures.BAD_INPUT_GROUP + "\"" + more + "}";
        return Requests.clsSigned(Requests.cls(action, body), Instant.now());
    }
}
