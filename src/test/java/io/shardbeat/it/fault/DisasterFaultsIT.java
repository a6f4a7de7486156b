package io.shardbeat.it.fault;

import io.shardbeat.testkit.process.Node;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** All nodes are gone at a time, for longer than consumers wait before they stop by themselves. */
class DisasterFaultsIT extends FaultContract {
    private static final Duration AWAY = Fleet.SESSION.plus(Fleet.INTERVAL);

    /** A first node takes seconds to start, and a busy machine many. */
    private static final Duration STARTS = Duration.ofSeconds(40);

    @Test
    void whenAllNodesAreGoneForLongerThanATimeoutNothingMoves() throws Exception {
        List<Node> nodes = List.of(CLUSTER.node(0), CLUSTER.node(1));
        nothingMoves("all nodes killed (`kill -9`), started anew after 6 s", AWAY.plus(STARTS), () -> {
            nodes.forEach(Node::kill);
            lasts(AWAY);
            nodes.forEach(Node::start);
            nodes.forEach(Node::awaitReady);
        });
    }
}
