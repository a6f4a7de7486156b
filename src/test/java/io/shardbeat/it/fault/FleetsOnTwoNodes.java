package io.shardbeat.it.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.testkit.judge.Effects;
import io.shardbeat.testkit.process.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Two nodes on a Redis of the tests' own, and a fleet of each cloud on them, as long as the tests of a class run. */
final class FleetsOnTwoNodes implements BeforeAllCallback, AfterAllCallback {
    private final Runnable startRedis;
    private final Supplier<Node> newNode;
    private final AutoCloseable redis;
    private final List<Node> nodes = new ArrayList<>();
    private final List<Fleet> fleets = new ArrayList<>();

    /**
     * @param startRedis also where a test says that it cannot be run here
     * @param newNode not started yet
     * @param redis closed last
     */
    FleetsOnTwoNodes(Runnable startRedis, Supplier<Node> newNode, AutoCloseable redis) {
        this.startRedis = startRedis;
        this.newNode = newNode;
        this.redis = redis;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        startRedis.run();
        for (int i = 0; i < 2; i++) {
            nodes.add(newNode.get());
        }
        nodes.forEach(Node::start);
        nodes.forEach(Node::awaitReady);
        fleets.add(Fleet.ofSls(nodes));
        fleets.add(Fleet.ofCls(nodes));
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        for (Fleet fleet : fleets) {
            fleet.close();
        }
        nodes.forEach(Node::close);
        redis.close();
    }

    List<Node> nodes() {
        return List.copyOf(nodes);
    }

    /** @param fault until it is over for Redis; nodes and fleets may still feel it */
    void feelNoMoveWhen(String name, Runnable fault) {
        fleets.forEach(Fleet::awaitSettled);
        fleets.forEach(fleet -> fleet.judge().restBegins());
        fleets.forEach(fleet -> fleet.judge().start());
        fault.run();
        for (Fleet fleet : fleets) {
            fleet.awaitSettled();
            fleet.judge().restEnds();
            Effects seen = fleet.judge().effects();
            FaultReport.add(name, fleet, seen);
            assertThat(seen.moved()).as(fleet + " moved").isZero();
            assertThat(seen.longestShared()).as(fleet + " overlap").isZero();
        }
        nodes.forEach(Node::awaitReady);
    }
}
