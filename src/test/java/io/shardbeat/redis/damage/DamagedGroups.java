package io.shardbeat.redis.damage;

import static io.shardbeat.redis.OwnRedis.granted;
import static io.shardbeat.redis.OwnRedis.heartbeat;
import static io.shardbeat.redis.OwnRedis.join;
import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.assignment.sticky.StickyBalancedAssignor;
import io.shardbeat.catalog.Namespace;
import io.shardbeat.catalog.Topic;
import io.shardbeat.coordinator.BeatReply;
import io.shardbeat.coordinator.GroupStore.Sweep;
import io.shardbeat.coordinator.StoreUnavailableException;
import io.shardbeat.coordinator.StoreUnavailableException.Reason;
import io.shardbeat.coordinator.groups.GroupBrowser.Page;
import io.shardbeat.coordinator.groups.GroupBrowser.Query;
import io.shardbeat.coordinator.groups.GroupBrowser.Summary;
import io.shardbeat.coordinator.groups.GroupCursor;
import io.shardbeat.coordinator.pass.PassListener;
import io.shardbeat.coordinator.pass.Reconciler;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupSettings;
import io.shardbeat.group.GroupSnapshot;
import io.shardbeat.group.plan.Plan;
import io.shardbeat.group.plan.Planner;
import io.shardbeat.redis.OwnRedis;
import io.shardbeat.redis.StoreUnderTest;
import io.shardbeat.redis.format.Keys;
import io.shardbeat.testkit.process.RedisConsole;
import java.util.List;
import java.util.stream.IntStream;

/** A group of one member, which tests damage, and others like it beside it, which must not notice. */
final class DamagedGroups {
    static final Namespace PROJECT = new Namespace("sls", "project");
    static final String LOGSTORE = "logstore";
    static final GroupSettings SETTINGS = new GroupSettings(30, false, List.of(LOGSTORE));
    static final GroupId GROUP = new GroupId(PROJECT, LOGSTORE, "group");
    static final int BUCKET = Keys.bucket(GROUP.path());
    static final String STEM = Keys.stem(GROUP);

    /** What the member has, as it is answered: all there is. */
    private static final String ALL = "[0,1,2,3]";

    private static final String MEMBER = "c1";

    private final StoreUnderTest store;
    private final RedisConsole console;
    private final Reconciler reconciler;

    DamagedGroups(OwnRedis redis) {
        store = redis.store();
        console = redis.console();
        reconciler =
                new Reconciler(store.groups, new Planner(new StickyBalancedAssignor()), Runnable::run, new Quiet());
    }

    /** A group of the same bucket, so that whatever the first one breaks is beside it. */
    static GroupId neighbour(Namespace project) {
        return IntStream.range(0, 10_000)
                .mapToObj(i -> new GroupId(project, LOGSTORE, "neighbour-" + i))
                .filter(group -> Keys.bucket(group.path()) == BUCKET)
                .findFirst()
                .orElseThrow();
    }

    void create(GroupId... groups) {
        for (GroupId group : groups) {
            declare(group.namespace());
            join(store.directory.create(group, SETTINGS));
            settle(group);
        }
    }

    void declare(Namespace project) {
        join(store.catalog.declare(project, "p", List.of(new Topic(LOGSTORE, LOGSTORE, 4))));
    }

    /** Its member joins, and has all. */
    void settle(GroupId group) {
        beat(group);
        pass(group);
        assertThat(granted(beat(group))).isEqualTo(ALL);
    }

    /** Its member reports all it has, and so it stays. */
    void assertHasAll(GroupId group) {
        assertThat(granted(beat(group, 0, 1, 2, 3))).isEqualTo(ALL);
    }

    BeatReply beat(GroupId group, int... report) {
        return join(store.groups.beat(heartbeat(group, MEMBER, 0, report)));
    }

    void pass(GroupId group) {
        join(reconciler.reconcile(group));
    }

    void makeDue(GroupId group) {
        console.call("ZADD", Keys.due(BUCKET), "1", "g" + group.path());
    }

    /** Beats, is found due beside whatever is damaged, has its pass, and is listed. */
    void assertIsWell(GroupId neighbour) {
        assertHasAll(neighbour);
        makeDue(neighbour);
        console.call("ZADD", Keys.due(BUCKET), "1", "l" + GROUP.path() + "\n" + MEMBER);
        List<GroupId> due = List.copyOf(join(store.groups.sweep(BUCKET, Sweep.OWN)));
        assertThat(due).contains(neighbour);
        due.forEach(this::pass);
        assertThat(row(neighbour).damage()).isNull();
        assertThat(row(neighbour).members()).isEqualTo(1);
        assertHasAll(neighbour);
    }

    Page page() {
        return join(store.browser.groups(new Query("", GroupCursor.START, 1000)));
    }

    Summary row(GroupId group) {
        return page().groups().stream()
                .filter(row -> row.id().equals(group))
                .findFirst()
                .orElseThrow();
    }

    static void assertSaysDamaged(Throwable failure) {
        assertThat(StoreUnavailableException.behind(failure))
                .isInstanceOfSatisfying(
                        StoreUnavailableException.class,
                        told -> assertThat(told.reason()).isEqualTo(Reason.DAMAGED));
    }

    private static final class Quiet implements PassListener {
        @Override
        public void committed(GroupSnapshot snapshot, Plan plan) {}

        @Override
        public void stale(GroupId group) {}

        @Override
        public void failed(GroupId group, Throwable failure) {}
    }
}
