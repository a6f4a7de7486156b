package io.shardbeat.it.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.aliyun.openservices.log.http.signer.SignVersion;
import io.shardbeat.it.client.Cloud;
import io.shardbeat.it.client.ClsCloud;
import io.shardbeat.it.client.SlsCloud;
import io.shardbeat.testkit.ClientKind;
import io.shardbeat.testkit.Endpoint;
import io.shardbeat.testkit.Fixtures;
import io.shardbeat.testkit.judge.Judge;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The consumers of one group, of {@link Fixtures#FLEET_GROUP} as a rule, of one cloud, and their judge. */
final class Fleet implements AutoCloseable {
    static final Duration SESSION = Duration.ofSeconds(5);
    static final Duration INTERVAL = Duration.ofSeconds(1);
    /** So short that one silent node in turn with a good one costs nobody his lease; longer than a node waits for Redis. */
    private static final Duration PATIENCE = Duration.ofMillis(1_800);

    private static final Duration SETTLES = Duration.ofSeconds(60);
    static final int SHARDS = 8;

    private final Cloud cloud;
    private final String group;
    private final List<? extends Endpoint> nodes;
    private final Duration session;
    private final Judge judge;
    private final List<LiveConsumer> consumers = new ArrayList<>();

    private Fleet(Cloud cloud, String group, List<? extends Endpoint> nodes, List<ClientKind> kinds) {
        this(cloud, group, SESSION, nodes, kinds);
    }

    private Fleet(Cloud cloud, String group, Duration session, List<? extends Endpoint> nodes, List<ClientKind> kinds) {
        this.cloud = cloud;
        this.group = group;
        this.session = session;
        this.judge = new Judge(session, System::nanoTime);
        this.nodes = nodes;
        kinds.forEach(this::join);
        awaitSettled();
    }

    /** Three consumers, settled. */
    static Fleet ofSls(List<? extends Endpoint> nodes) {
        return new Fleet(
                new SlsCloud(SignVersion.V4, PATIENCE),
                Fixtures.FLEET_GROUP,
                nodes,
                List.of(ClientKind.JAVA, ClientKind.PYTHON, ClientKind.GO));
    }

    /** Two consumers, settled. */
    static Fleet ofCls(List<? extends Endpoint> nodes) {
        return new Fleet(
                new ClsCloud(PATIENCE), Fixtures.FLEET_GROUP, nodes, List.of(ClientKind.CLS_PYTHON, ClientKind.CLS_GO));
    }

    /** One consumer of each cloud in its group of this name, settled. */
    static List<Fleet> ofOne(String group, List<? extends Endpoint> nodes) {
        return List.of(
                new Fleet(new SlsCloud(SignVersion.V4, PATIENCE), group, nodes, List.of(ClientKind.GO)),
                new Fleet(new ClsCloud(PATIENCE), group, nodes, List.of(ClientKind.CLS_GO)));
    }

    /** One consumer of each cloud in its group of this session timeout that has an automatic fence margin, settled. */
    static List<Fleet> fencedOfOne(Duration session, List<? extends Endpoint> nodes) {
        String group = Fixtures.FENCED_GROUP + session.toSeconds();
        return List.of(
                new Fleet(new SlsCloud(SignVersion.V4, PATIENCE), group, session, nodes, List.of(ClientKind.GO)),
                new Fleet(new ClsCloud(PATIENCE), group, session, nodes, List.of(ClientKind.CLS_GO)));
    }

    LiveConsumer join(ClientKind kind) {
        return join(kind, nodes());
    }

    /** Joins one that has a way of its own to the nodes. */
    LiveConsumer join(ClientKind kind, List<? extends Endpoint> ways) {
        String name = kind.name().toLowerCase(Locale.ROOT) + "-" + consumers.size();
        cloud.calls(name, kind.userAgent(group, name));
        LiveConsumer consumer = new LiveConsumer(this, name, kind, List.copyOf(ways));
        consumers.add(consumer);
        return consumer;
    }

    Cloud cloud() {
        return cloud;
    }

    String group() {
        return group;
    }

    Duration session() {
        return session;
    }

    List<Endpoint> nodes() {
        return List.copyOf(nodes);
    }

    Judge judge() {
        return judge;
    }

    LiveConsumer first() {
        return consumers.get(0);
    }

    /** Shared out evenly, every consumer knows it, and nobody was ever granted anything he should not have. */
    void awaitSettled() {
        long start = System.nanoTime();
        await(this + " is settled")
                .atMost(SETTLES)
                .failFast(() -> assertThat(judge.breaches()).isEmpty())
                .until(() -> judge.allAnsweredSince(start) && judge.isSettled(SHARDS));
    }

    @Override
    public void close() throws InterruptedException {
        for (LiveConsumer consumer : consumers) {
            consumer.die();
        }
    }

    @Override
    public String toString() {
        String name = cloud instanceof SlsCloud ? "SLS" : "CLS";
        return session.equals(SESSION) ? name : name + ", timeout " + session.toSeconds() + " s";
    }
}
