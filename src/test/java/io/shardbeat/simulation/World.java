package io.shardbeat.simulation;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.sticky.StickyBalancedAssignor;
import io.shardbeat.catalog.Namespace;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupSettings;
import io.shardbeat.group.GroupSnapshot;
import io.shardbeat.group.plan.Plan;
import io.shardbeat.group.plan.Planner;
import io.shardbeat.testkit.ClientKind;
import io.shardbeat.testkit.memory.MemoryGroupDirectory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** One simulation: everything that exists in it. */
final class World {
    /** What Redis TIME shows when the simulation begins. */
    static final long START = 1_700_000_000_000L;

    static final GroupId GROUP = new GroupId(new Namespace("sim", "project"), "", "group");
    private static final int TRACE_LINES = 120;

    private final Scenario scenario;
    private final Timeline time;
    private final Trace trace;
    private final Network network;
    /** Few writes a commit, so that many plans are committed in parts. */
    private final Planner planner = new Planner(new StickyBalancedAssignor(), 3);

    private BiConsumer<GroupSnapshot, Plan> passes = (read, plan) -> {};
    private final Invariants invariants;
    private final ObservedRedis redis;
    private final SimulatedCatalog catalog;
    private final MemoryGroupDirectory directory = new MemoryGroupDirectory();
    private final List<SimulatedNode> nodes = new ArrayList<>();
    private final Map<MemberId, SimulatedClient> clients = new TreeMap<>();
    private int names;
    private boolean redisUp = true;
    private long clockOffset;
    private long steppedBack;
    private long lastStep;
    private long lastStepAt = Long.MIN_VALUE;
    private int servers;

    World(long seed, Simulation.Options options) {
        scenario = new Scenario(seed, options.faults());
        invariants = new Invariants(this);
        time = new Timeline(new SplittableRandom(~seed), invariants::afterEach);
        trace = new Trace(time::now, options.wholeTrace() ? Integer.MAX_VALUE : TRACE_LINES);
        network = new Network(this);
        redis = options.redis().create(this);
        catalog = new SimulatedCatalog(this);
        catalog.declare();
        redis.beginIncarnation(server(), 0, false);
        createGroup();
        for (int i = 0; i < scenario.nodes(); i++) {
            nodes.add(new SimulatedNode(this, "node" + i));
        }
        for (int i = 0; i < scenario.clients(); i++) {
            time.after(time.upTo(scenario.intervalMillis()), this::join);
        }
        Faults.plan(this);
    }

    boolean createGroup() {
        int seconds = (int) (scenario.timeoutMillis() / 1_000);
        GroupSettings settings = new GroupSettings(seconds, scenario.isOrdered(), List.copyOf(scenario.topics()));
        directory.groups().put(GROUP, settings);
        return redis.create(GROUP, settings);
    }

    void join() {
        MemberId id = new MemberId("c" + names++);
        start(id, scenario.anyKind(time), time.upTo(60_000) - 30_000);
    }

    void start(MemberId id, ClientKind kind, long clockOffset) {
        SimulatedClient client = new SimulatedClient(this, id, kind, clockOffset);
        clients.put(id, client);
        trace.say("%s starts", client);
    }

    Scenario scenario() {
        return scenario;
    }

    Timeline time() {
        return time;
    }

    Trace trace() {
        return trace;
    }

    Network network() {
        return network;
    }

    /** Is told what each pass read and what of its plan is in force. */
    void onPass(BiConsumer<GroupSnapshot, Plan> listener) {
        passes = listener;
    }

    void passed(GroupSnapshot read, Plan plan) {
        passes.accept(read, plan);
    }

    Planner planner() {
        return planner;
    }

    Invariants invariants() {
        return invariants;
    }

    MemoryGroupDirectory directory() {
        return directory;
    }

    SimulatedCatalog catalog() {
        return catalog;
    }

    ObservedRedis redis() {
        return redis;
    }

    List<SimulatedNode> nodes() {
        return nodes;
    }

    Map<MemberId, SimulatedClient> clients() {
        return clients;
    }

    /** Redis TIME. */
    long redisNow() {
        return START + time.now() + clockOffset;
    }

    void stepRedisClock(long millis) {
        clockOffset += millis;
        clients.values().forEach(SimulatedClient::concealStopping); // margins are in Redis time
        invariants.fences().forget();
        steppedBack += Math.max(0, -millis);
        lastStep = millis;
        lastStepAt = time.now();
    }

    /** By how much the last step, if it was not before then, changed the clock of Redis. */
    long clockSteppedSince(long then) {
        return lastStepAt >= then ? lastStep : 0;
    }

    /** By how much the clock of Redis went back, in all: what was due at a time is late by so much. */
    long clockSteppedBackBy() {
        return steppedBack;
    }

    /** The run id of the Redis server. */
    String server() {
        return "server" + servers;
    }

    /** Another server has taken over, or the same has been started anew. */
    void replaceServer() {
        servers++;
    }

    boolean isRedisUp() {
        return redisUp;
    }

    void redisUp(boolean up) {
        redisUp = up;
    }

    /** Whether messages may still be lost, late or doubled. */
    boolean isNoisy() {
        return time.now() < scenario.quietAt();
    }

    /** Whether any node could serve a heartbeat now. */
    boolean isServed() {
        if (redisUp) {
            for (SimulatedNode node : nodes) { // asked after every event
                if (node.isServing()) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Where the load balancer sends a request; {@code null} when no node is up. A paused or cut off one is. */
    SimulatedNode anyNode() {
        List<SimulatedNode> up = nodes.stream().filter(SimulatedNode::isUp).toList();
        return up.isEmpty() ? null : up.get((int) time.upTo(up.size()));
    }

    /** One of the processes that are up; {@code null} when there is none. */
    SimulatedClient anyClient() {
        List<SimulatedClient> up = clients.values().stream()
                .filter(client -> client.isUp() && !client.isLeaving())
                .toList();
        return up.isEmpty() ? null : up.get((int) time.upTo(up.size()));
    }
}
