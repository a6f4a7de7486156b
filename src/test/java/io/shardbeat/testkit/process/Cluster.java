package io.shardbeat.testkit.process;

import java.net.URI;
import java.util.List;

/**
 * Two nodes on one Redis, shared by all integration tests of this JVM: each test works with groups of its own, and one
 * that harms a node has it up again before it ends.
 */
public final class Cluster {
    private static final URI REDIS = RedisUnderTest.start();
    private static final List<Node> NODES = List.of(Node.on(REDIS), Node.on(REDIS));

    static {
        NODES.forEach(Node::start);
        NODES.forEach(Node::awaitReady);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> NODES.forEach(Node::close)));
    }

    private Cluster() {}

    public static URI redis() {
        return REDIS;
    }

    public static List<Node> nodes() {
        return NODES;
    }

    public static Node first() {
        return NODES.get(0);
    }

    public static Node second() {
        return NODES.get(1);
    }

    /** Brings back a node that a test ended. */
    public static void heal() {
        for (Node node : NODES) {
            node.thaw();
            if (!node.isAlive()) {
                node.start();
            }
        }
        NODES.forEach(Node::awaitReady);
    }
}
