package io.shardbeat.it.operate;

import io.shardbeat.it.client.Requests;
import io.shardbeat.testkit.process.Node;
import io.shardbeat.testkit.wire.RawHttp;
import io.shardbeat.testkit.wire.RawHttp.Response;
import java.time.Instant;

/** A group as its consumers see it, of which each reports what the test says, whatever it was granted. */
record SlsGroup(Node node, String project, String logstore, String name) {
    Response beat(String consumer, String report) {
        String target = "/logstores/" + logstore + "/consumergroups/" + name + "?type=heartbeat&consumer=" + consumer;
        return RawHttp.send(
                node.port(), Requests.slsSigned(Requests.sls("POST", project, target, report), Instant.now()));
    }
}
