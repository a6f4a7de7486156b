package io.shardbeat.testkit.memory;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.coordinator.BeatReply;
import io.shardbeat.coordinator.Heartbeat;
import io.shardbeat.group.FenceMargin;
import io.shardbeat.group.GroupId;
import io.shardbeat.testkit.memory.MemoryHeartbeats.Renewed;
import io.shardbeat.testkit.memory.MemoryHeartbeats.Replaced;
import io.shardbeat.testkit.memory.MemoryHeartbeats.Stamp;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The quick way of a node over {@link MemoryRedis}, in the steps of the Redis adapter: what is known of each group by
 * answers over this connection, the plain write of a lease, the look at the group that follows it some time later, and the script for
 * all that is unusual.
 */
final class MemorySteadyBeats {
    private final MemoryRedis redis;
    private final Wire wire;
    private final FenceMargin defaultMargin;
    private final Map<GroupId, View> views = new HashMap<>();

    MemorySteadyBeats(MemoryRedis redis, Wire wire, FenceMargin defaultMargin) {
        this.redis = redis;
        this.wire = wire;
        this.defaultMargin = defaultMargin;
    }

    /** The connection has ended. */
    void forget() {
        views.clear();
    }

    CompletionStage<BeatReply> beat(Heartbeat beat) {
        View view = views.get(beat.group());
        Steady member = view == null ? null : view.members.get(beat.member());
        if (member == null || !isExpected(beat, member.answer.grant(), member.newest)) {
            return renew(beat);
        }
        // Sent over the connection that the view is of, or not at all.
        return wire.call(() -> views.get(beat.group()) == view ? redis.setLease(beat, view.stamp) : null)
                .thenCompose(replaced -> replaced == null || replaced.lease() == null
                        ? renew(beat)
                        : wire.call(() ->
                                        views.get(beat.group()) == view && redis.look(beat, view.stamp, member.answer))
                                .thenCompose(isCurrent -> looked(beat, view, member, replaced, isCurrent)));
    }

    private CompletionStage<BeatReply> looked(
            Heartbeat beat, View view, Steady member, Replaced replaced, boolean isCurrent) {
        if (!isCurrent) {
            views.remove(beat.group(), view);
        }
        member.newest = Math.max(member.newest, replaced.lease().sent());
        boolean news = isCurrent
                && replaced.lease().answered() <= view.stamp.epoch()
                && !redis.isOlder(beat, replaced.lease());
        return news
                ? CompletableFuture.completedFuture(member.answer)
                : wire.call(() -> redis.putLeaseBack(beat, replaced)).thenCompose(done -> renew(beat));
    }

    private CompletionStage<BeatReply> renew(Heartbeat beat) {
        return wire.call(() -> redis.renew(beat, defaultMargin)).thenApply(renewed -> {
            learn(beat, renewed);
            return renewed.reply();
        });
    }

    private void learn(Heartbeat beat, Renewed renewed) {
        if (!renewed.isSteady() || !(renewed.reply() instanceof BeatReply.Known known)) {
            return;
        }
        View view = views.get(beat.group());
        if (view == null) {
            wire.call(() -> redis.stamp(beat.group(), defaultMargin))
                    .thenAccept(stamp -> stamp.ifPresent(now -> views.put(beat.group(), new View(now))));
        } else if (view.stamp.epoch() == known.epoch()) {
            view.members.put(beat.member(), new Steady(known, beat.sentAtSeconds()));
        }
    }

    private static final class View {
        final Stamp stamp;
        final Map<MemberId, Steady> members = new HashMap<>();

        View(Stamp stamp) {
            this.stamp = stamp;
        }
    }

    private static final class Steady {
        final BeatReply.Known answer;
        long newest;

        Steady(BeatReply.Known answer, long newest) {
            this.answer = answer;
            this.newest = newest;
        }
    }

    /** Whether the heartbeat lists what was granted, and is no older than the last one heard. */
    private static boolean isExpected(Heartbeat beat, byte[] grant, long newest) {
        return beat.sentAtSeconds() >= newest && Arrays.equals(beat.report(), grant);
    }
}
