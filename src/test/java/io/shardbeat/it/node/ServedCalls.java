package io.shardbeat.it.node;

import io.shardbeat.it.client.Requests;
import io.shardbeat.testkit.Fixtures;
import io.shardbeat.testkit.process.Node;
import io.shardbeat.testkit.wire.RawHttp;
import io.shardbeat.testkit.wire.SampleRequest;
import java.time.Instant;
import java.util.Map;

/** A call of each kind that consumers make, and whether a node serves it. */
final class ServedCalls {
    private static final String GROUPS = "/logstores/" + Fixtures.LOGSTORE + "/consumergroups";
    private static final String GROUP = GROUPS + "/" + Fixtures.BAD_INPUT_GROUP;

    private ServedCalls() {}

    /** {@code served}, {@code failed} when it is an error of the service, or the refusal itself. */
    static String answer(Node node, SampleRequest request) {
        String body = RawHttp.send(node.port(), request).body();
        if (body.contains("InternalServerError") || body.contains("InternalError")) {
            return "failed";
        }
        return body.contains("rror") ? body : "served";
    }

    /** What consumers ask, at their start and later; a heartbeat without shards, so that it is always served in the end. */
    static Map<String, SampleRequest> all() {
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
