package io.shardbeat.coordinator.heartbeat;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.coordinator.BeatReply;
import io.shardbeat.coordinator.Heartbeat;
import io.shardbeat.coordinator.Heartbeat.Stranger;
import io.shardbeat.coordinator.heartbeat.HeartbeatOutcome.Granted;
import io.shardbeat.coordinator.pass.PassCoalescer;
import io.shardbeat.coordinator.pass.PassListener;
import io.shardbeat.coordinator.pass.Reconciler;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupSnapshot;
import io.shardbeat.group.plan.Plan;
import io.shardbeat.group.plan.Planner;
import io.shardbeat.testkit.ScriptedGroupStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HeartbeatsTest {
    private static final Duration JOIN_WAIT = Duration.ofMillis(50);
    private static final long PATIENCE_SECONDS = 10;

    private final ScriptedGroupStore store = new ScriptedGroupStore();
    private final Planner planner = new Planner(problem -> {
        throw new AssertionError("no pass ever runs");
    });

    /** Passes are asked for, and never begin. */
    private final PassCoalescer passes = new PassCoalescer(
            new Reconciler(store, planner, task -> {}, new Nobody()), task -> {}, Duration.ZERO, Duration.ZERO);

    private final Heartbeats heartbeats = new Heartbeats(store, passes, JOIN_WAIT, HeartbeatListener.NOBODY);

    /** SLS trap 18: a heartbeat is no long poll. */
    @Test
    void aJoinIsAnsweredWithWhatThereIsWhenItsPassTakesTooLong() throws Exception {
        store.joins(7, "[]");
        HeartbeatOutcome answer = heartbeats.beat(beat()).toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(answer).isInstanceOfSatisfying(Granted.class, granted -> {
            assertThat(granted.epoch()).isEqualTo(7);
            assertThat(granted.grant()).asString().isEqualTo("[]");
        });
    }

    @Test
    void aKnownMemberWaitsForNoPass() {
        store.replies(new BeatReply.Known(7, "[0]".getBytes(StandardCharsets.US_ASCII), false, true));
        assertThat(heartbeats.beat(beat()).toCompletableFuture()).isDone();
    }

    private static Heartbeat beat() {
        GroupId group = GroupId.parse("sls/p/l/g");
        return new Heartbeat(group, new MemberId("c"), new byte[0], false, Stranger.REFUSE, 0);
    }

    private static final class Nobody implements PassListener {
        @Override
        public void committed(GroupSnapshot snapshot, Plan plan) {
            throw new AssertionError("no pass ever commits");
        }

        @Override
        public void stale(GroupId group) {
            throw new AssertionError("no pass ever commits");
        }

        @Override
        public void failed(GroupId group, Throwable failure) {
            throw new AssertionError(failure);
        }
    }
}
