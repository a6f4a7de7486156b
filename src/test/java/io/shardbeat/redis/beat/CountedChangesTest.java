package io.shardbeat.redis.beat;

import static io.shardbeat.redis.OwnRedis.heartbeat;
import static io.shardbeat.redis.OwnRedis.join;
import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.catalog.Namespace;
import io.shardbeat.catalog.Topic;
import io.shardbeat.coordinator.BeatReply;
import io.shardbeat.coordinator.GroupDirectory.Members;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupSettings;
import io.shardbeat.group.wish.Wishes;
import io.shardbeat.redis.OwnRedis;
import io.shardbeat.redis.StoreUnderTest;
import io.shardbeat.redis.format.GroupKeys;
import io.shardbeat.redis.format.Keys;
import io.shardbeat.redis.group.RedisWishStore;
import io.shardbeat.testkit.process.RedisConsole;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whatever changes what heartbeats of a group may be answered is counted in its bucket (ADR 0021). */
class CountedChangesTest {
    private static final Namespace PROJECT = new Namespace("sls", "project");
    private static final GroupId GROUP = new GroupId(PROJECT, "logstore", "group");
    private static final GroupKeys KEYS = new GroupKeys(GROUP);
    private static final GroupSettings SETTINGS = new GroupSettings(30, false, List.of("logstore"));

    @RegisterExtension
    static final OwnRedis REDIS = new OwnRedis();

    private final StoreUnderTest node = REDIS.store();
    private final RedisConsole console = REDIS.console();

    @BeforeEach
    void createGroup() {
        REDIS.empty(Keys.bucket(GROUP.path()));
        join(node.catalog.declare(PROJECT, "p", List.of(new Topic("logstore", "logstore", 4))));
        join(node.directory.create(GROUP, SETTINGS));
        beat();
    }

    @Test
    void aPassIsCountedWhenItChangesSomething() {
        assertCounted(() -> REDIS.pass(GROUP));
        assertNotCounted(() -> REDIS.pass(GROUP));
    }

    @Test
    void newSettingsAreCountedAndBeingWokenIsNot() {
        assertCounted(() -> join(node.directory.update(GROUP, new GroupSettings(90, false, List.of("logstore")))));
        assertNotCounted(() -> join(new RedisWishStore(node.redis).wake(GROUP)));
    }

    @Test
    void aWishIsCounted() {
        long epoch = ((BeatReply.Known) beat()).epoch();
        assertCounted(() -> join(new RedisWishStore(node.redis).write(GROUP, epoch, Wishes.NONE)));
    }

    @Test
    void aDeletionIsCountedAndWhatComesAfterIt() {
        assertCounted(() -> join(node.directory.delete(GROUP, Members.REMOVE)));
        assertCounted(() -> join(node.directory.create(GROUP, SETTINGS)));
    }

    @Test
    void aRebuildIsCounted() {
        assertCounted(() -> join(node.directory.rebuild(GROUP)));
    }

    @Test
    void aLossThatIsNoticedIsCounted() {
        console.call("HSET", KEYS.group, "incarnation", "another");
        assertCounted(() -> beat());
    }

    @Test
    void aHeartbeatIsNotCounted() {
        REDIS.pass(GROUP);
        assertNotCounted(() -> beat());
    }

    @Test
    void aCountThatIsNoneIsBegunAnew() {
        console.call("HSET", KEYS.sweep, "changes", "damaged");
        REDIS.pass(GROUP);
        assertThat(console.text("HGET", KEYS.sweep, "changes")).isEqualTo("1");
    }

    private void assertCounted(Runnable change) {
        long before = count();
        change.run();
        assertThat(count()).isGreaterThan(before);
    }

    private void assertNotCounted(Runnable change) {
        long before = count();
        change.run();
        assertThat(count()).isEqualTo(before);
    }

    private long count() {
        String count = console.text("HGET", KEYS.sweep, "changes");
        return count.equals("null") ? 0 : Long.parseLong(count);
    }

    private BeatReply beat() {
        return node.beat(heartbeat(GROUP, "c1", 0));
    }
}
