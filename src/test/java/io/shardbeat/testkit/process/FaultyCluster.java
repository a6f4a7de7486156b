package io.shardbeat.testkit.process;

import io.shardbeat.testkit.proxy.TcpProxy;
import java.util.ArrayList;
import java.util.List;

/**
 * Two nodes and their Redis, with a proxy before each node and one between each node and Redis. Shared by all
 * integration tests of this JVM that break things; each begins with {@link #heal()}.
 */
public final class FaultyCluster implements AutoCloseable {
    private static final int NODES = 2;

    private final List<RedisProcess> redises = new ArrayList<>();
    private final List<Node> nodes = new ArrayList<>();
    private final List<TcpProxy> toRedis = new ArrayList<>();
    private final List<TcpProxy> toNodes = new ArrayList<>();
    private RedisProcess redis = durableRedis();

    private static final class Shared {
        static final FaultyCluster CLUSTER = new FaultyCluster();
    }

    private FaultyCluster() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
        for (int i = 0; i < NODES; i++) {
            TcpProxy way = new TcpProxy(redis);
            toRedis.add(way);
            nodes.add(Node.on(RedisUser.at(way.port())).start());
            toNodes.add(new TcpProxy(nodes.get(i)));
        }
        nodes.forEach(Node::awaitReady);
    }

    public static FaultyCluster shared() {
        return Shared.CLUSTER;
    }

    public Node node(int index) {
        return nodes.get(index);
    }

    /** What nodes are connected to. */
    public RedisProcess redis() {
        return redis;
    }

    /** A further Redis that writes every command to its log before it answers: a kill loses nothing. */
    public RedisProcess durableRedis() {
        RedisProcess started = new RedisProcess("appendonly", "yes").start();
        redises.add(started);
        return started;
    }

    /** Another Redis under the same addresses. */
    public void switchTo(RedisProcess other) {
        redis = other;
        toRedis.forEach(way -> way.switchTo(other));
    }

    /** The way from one node to Redis. */
    public TcpProxy toRedis(int node) {
        return toRedis.get(node);
    }

    public List<TcpProxy> waysToRedis() {
        return List.copyOf(toRedis);
    }

    /** The way from clients to one node. */
    public TcpProxy toNode(int node) {
        return toNodes.get(node);
    }

    /** Where clients find the nodes. */
    public List<TcpProxy> waysToNodes() {
        return List.copyOf(toNodes);
    }

    /** Everything runs again, and nodes are ready. */
    public void heal() {
        toRedis.forEach(TcpProxy::heal);
        toNodes.forEach(TcpProxy::heal);
        redis.thaw();
        if (!redis.isAlive()) {
            redis.start();
        }
        for (Node node : nodes) {
            node.thaw();
            if (!node.isAlive()) {
                node.start();
            }
        }
        nodes.forEach(Node::awaitReady);
    }

    @Override
    public void close() {
        nodes.forEach(Node::close);
        toNodes.forEach(TcpProxy::close);
        toRedis.forEach(TcpProxy::close);
        redises.forEach(RedisProcess::close);
    }
}
