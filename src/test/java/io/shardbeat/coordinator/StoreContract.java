package io.shardbeat.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardSet;
import io.shardbeat.assignment.sticky.StickyBalancedAssignor;
import io.shardbeat.catalog.Namespace;
import io.shardbeat.catalog.Topic;
import io.shardbeat.coordinator.GroupStore.Claim;
import io.shardbeat.coordinator.GroupStore.CommitOutcome;
import io.shardbeat.coordinator.GroupStore.Sweep;
import io.shardbeat.coordinator.Heartbeat.Stranger;
import io.shardbeat.coordinator.catalog.CatalogStore;
import io.shardbeat.coordinator.wish.WishStore;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupSettings;
import io.shardbeat.group.Member;
import io.shardbeat.group.plan.Plan;
import io.shardbeat.group.plan.Planner;
import io.shardbeat.group.safeguard.SafeguardState;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;

/**
 * What the contracts of the store ports share: a group of its own for every test, over a logstore of four shards. A
 * subclass says what the stores are and how time passes for them.
 */
public abstract class StoreContract {
    protected static final String LOGSTORE = "logstore";
    protected static final Duration TIMEOUT = Duration.ofSeconds(1);
    protected static final GroupSettings SETTINGS =
            new GroupSettings((int) TIMEOUT.toSeconds(), false, List.of(LOGSTORE));
    private static final AtomicInteger NUMBER = new AtomicInteger();

    protected final Namespace namespace =
            new Namespace("sls", "contract-" + ProcessHandle.current().pid() + "-" + NUMBER.incrementAndGet());
    protected final GroupId group = other("group");
    private final Planner planner = new Planner(new StickyBalancedAssignor());

    /** The ports of one node. */
    public record Stores(
            GroupStore groups, GroupDirectory directory, CatalogStore catalog, WishStore wishes, ShardSetCodec codec) {}

    /** What the stores are, and how time passes for them. */
    public interface Fixture {
        Stores stores();

        /** The store's own clock. */
        long nowMillis();

        /** Lets so much of the store's time pass without a call. */
        void elapseUnserved(Duration time);

        /** Without a sweep for so long, service was interrupted. */
        Duration serviceGap();

        /** Another server has taken over: writes may be lost. No epoch was above the floor. */
        void replaceServer(String runId, long epochFloor);
    }

    protected abstract Fixture fixture();

    protected final Stores stores() {
        return fixture().stores();
    }

    protected final long nowMillis() {
        return fixture().nowMillis();
    }

    protected final void elapseUnserved(Duration time) {
        fixture().elapseUnserved(time);
    }

    protected final Duration serviceGap() {
        return fixture().serviceGap();
    }

    @BeforeEach
    void createGroup() {
        declare(4);
        due();
        elapseServed(Duration.ZERO);
        join(stores().directory().create(group, SETTINGS));
    }

    protected final void declare(int shards) {
        join(stores().catalog().declare(namespace, "display", List.of(new Topic(LOGSTORE, LOGSTORE, shards))));
    }

    protected final GroupId other(String name) {
        return new GroupId(namespace, LOGSTORE, name);
    }

    /** Lets time pass while nodes sweep, as they always do. */
    protected final void elapseServed(Duration time) {
        long end = nowMillis() + time.toMillis();
        long step = serviceGap().toMillis() / 4;
        for (long left = time.toMillis(); left > 0; left = end - nowMillis()) {
            elapseUnserved(Duration.ofMillis(Math.min(step, left)));
            due();
        }
    }

    protected final BeatReply beat(String member, int... report) {
        return beat(heartbeat(group, member, Stranger.REFUSE, 0, report));
    }

    protected final BeatReply beat(Heartbeat heartbeat) {
        return join(stores().groups().beat(heartbeat));
    }

    protected final Heartbeat heartbeat(
            GroupId of, String member, Stranger stranger, long sentAtSeconds, int... report) {
        return new Heartbeat(of, new MemberId(member), encoded(report), report.length > 0, stranger, sentAtSeconds);
    }

    protected final byte[] encoded(int... shards) {
        return stores().codec().encode(group, ShardSet.of(LOGSTORE, shards));
    }

    protected final void loseWrites() {
        loseWrites(0);
    }

    protected final void loseWrites(long epochFloor) {
        fixture().replaceServer("server-" + NUMBER.incrementAndGet(), epochFloor);
    }

    protected final List<GroupId> due() {
        GroupStore groups = stores().groups();
        var sweeps = java.util.stream.IntStream.range(0, groups.buckets())
                .mapToObj(bucket -> groups.sweep(bucket, Sweep.OWN).toCompletableFuture())
                .toList();
        return sweeps.stream().flatMap(sweep -> sweep.join().stream()).toList();
    }

    protected final Claim claim() {
        return join(stores().groups().claim(group)).orElseThrow();
    }

    protected final CommitOutcome commit(Claim claim) {
        return join(stores().groups().commit(claim, planner.plan(claim.snapshot())));
    }

    protected final void pass() {
        assertThat(commit(claim()).isStale()).isFalse();
    }

    protected static Plan quietUntil(long millis) {
        return onlyChanging(null, Optional.of(Instant.ofEpochMilli(millis)));
    }

    /** What the safeguards remember, {@code null} for no change, and when to look again. */
    protected static Plan onlyChanging(SafeguardState watch, Optional<Instant> due) {
        return new Plan(List.of(), new TreeMap<>(), watch, due, false);
    }

    protected static Member member(Claim claim, String name) {
        return claim.snapshot().members().stream()
                .filter(member -> member.id().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    protected static BeatReply.Known known(BeatReply reply) {
        assertThat(reply).isInstanceOf(BeatReply.Known.class);
        return (BeatReply.Known) reply;
    }

    protected final List<Integer> granted(BeatReply.Known known) {
        ShardSet grant = stores().codec().decode(group, known.grant());
        return Arrays.stream(grant.numbers(LOGSTORE)).boxed().toList();
    }

    protected static <T> T join(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }
}
