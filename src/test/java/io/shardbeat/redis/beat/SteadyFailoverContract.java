package io.shardbeat.redis.beat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardSet;
import io.shardbeat.assignment.sticky.StickyBalancedAssignor;
import io.shardbeat.catalog.Namespace;
import io.shardbeat.catalog.Topic;
import io.shardbeat.coordinator.BeatReply;
import io.shardbeat.coordinator.BeatReply.Known;
import io.shardbeat.coordinator.BeatReply.Unsettled;
import io.shardbeat.coordinator.GroupStore.Sweep;
import io.shardbeat.coordinator.Heartbeat;
import io.shardbeat.coordinator.Heartbeat.Stranger;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupSettings;
import io.shardbeat.group.plan.Planner;
import io.shardbeat.redis.StoreUnderTest;
import io.shardbeat.redis.format.Keys;
import io.shardbeat.testkit.process.RedisConsole;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** Heartbeats without a script where several servers stand behind one address, and while another one takes over. */
abstract class SteadyFailoverContract {
    static final GroupId GROUP = new GroupId(new Namespace("sls", "project"), "logstore", "group");

    private static final int[] ALL = {0, 1, 2, 3};
    private static final int SESSION_SECONDS = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    abstract StoreUnderTest store();

    /** To the server that has the group now. */
    abstract RedisConsole openConsole();

    /** Returns when another server has it. */
    abstract void failOver();

    @Test
    void aServerThatTakesOverIsAskedByTheScriptFirstAndThenWithoutAgain() {
        createGroup();
        awaitSteady();
        assertSteady();

        List<BeatReply> replies = new ArrayList<>();
        long before = ((Known) beat()).epoch();
        CompletableFuture<Void> failover = CompletableFuture.runAsync(this::failOver);
        await("it is certain again who has what").atMost(PATIENCE).until(() -> {
            replies.add(beatOrNull());
            BeatReply last = replies.get(replies.size() - 1);
            if (last instanceof Unsettled) {
                pass();
            }
            return failover.isDone() && last instanceof Known known && known.epoch() > before;
        });
        failover.join();

        replies.removeIf(reply -> reply == null);
        int news = 0;
        while (replies.get(news) instanceof Known known && known.epoch() == before) {
            news++;
        }
        assertThat(replies.get(news)).as("the new server may lack writes").isInstanceOf(Unsettled.class);
        assertThat(replies.subList(news, replies.size()))
                .as("and nothing is said from before it took over")
                .noneMatch(reply -> reply instanceof Known known && known.epoch() <= before);
        assertThat(((Known) replies.get(replies.size() - 1)).grant()).isEqualTo(bytes(ALL));
        awaitSteady();
        assertSteady();
    }

    private void createGroup() {
        await().atMost(PATIENCE).ignoreExceptions().until(() -> {
            store().catalog
                    .declare(GROUP.namespace(), "p", List.of(new Topic("logstore", "logstore", ALL.length)))
                    .toCompletableFuture()
                    .join();
            return true;
        });
        store().directory
                .create(GROUP, new GroupSettings(SESSION_SECONDS, false, List.of("logstore")))
                .toCompletableFuture()
                .join();
        store().beat(new Heartbeat(GROUP, new MemberId("c1"), bytes(), false, Stranger.REFUSE, 0));
        pass();
    }

    private void assertSteady() {
        try (RedisConsole console = openConsole()) {
            console.call("CONFIG", "RESETSTAT");
            for (int i = 0; i < 50; i++) {
                beat();
            }
            assertThat(console.calls("set")).isEqualTo(50);
            assertThat(console.calls("evalsha") + console.calls("eval")).isZero();
        }
    }

    /** A rebuild is over with a pass. */
    private void awaitSteady() {
        try (RedisConsole console = openConsole()) {
            await().atMost(PATIENCE).until(() -> {
                pass();
                console.call("CONFIG", "RESETSTAT");
                beat();
                return console.calls("evalsha") == 0 && console.calls("set") == 1;
            });
        }
    }

    private BeatReply beatOrNull() {
        try {
            return beat();
        } catch (CompletionException unavailable) {
            return null;
        }
    }

    private BeatReply beat() {
        return store().beat(new Heartbeat(GROUP, new MemberId("c1"), bytes(ALL), true, Stranger.REFUSE, 0));
    }

    private byte[] bytes(int... shards) {
        return store().codec.encode(GROUP, ShardSet.of("logstore", shards));
    }

    /** After a look at the bucket: where nobody looks, no time passes for a rebuild. */
    private void pass() {
        store().groups
                .sweep(Keys.bucket(GROUP.path()), Sweep.OWN)
                .thenCompose(due -> store().groups.claim(GROUP))
                .thenCompose(claim -> store().groups
                        .commit(
                                claim.orElseThrow(),
                                new Planner(new StickyBalancedAssignor())
                                        .plan(claim.orElseThrow().snapshot())))
                .toCompletableFuture()
                .join();
    }
}
