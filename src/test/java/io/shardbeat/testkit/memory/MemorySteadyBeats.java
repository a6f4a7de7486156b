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
import java.util.function.LongSupplier;

/**
 * The quick way of a node over {@link MemoryRedis}, in the steps of the Redis adapter: what is known of each group by
 * answers over this connection, the plain write of a lease, the look at the group that follows it some time later unless the
 * last one still lasts, and the script for all that is unusual.
 */
final class MemorySteadyBeats {
    /** For how long a look at a group says enough of it. */
    private static final long LASTS_MILLIS = 100;

    private final MemoryRedis redis;
    private final Wire wire;
    private final FenceMargin defaultMargin;
    private final LongSupplier clock;
    private final Map<GroupId, View> views = new HashMap<>();
    /** How often this node has changed a group. */
    private int changes;

    /** @param clock of the node, milliseconds */
    MemorySteadyBeats(MemoryRedis redis, Wire wire, FenceMargin defaultMargin, LongSupplier clock) {
        this.clock = clock;
        this.redis = redis;
        this.wire = wire;
        this.defaultMargin = defaultMargin;
    }

    /** The connection has ended. */
    void forget() {
        views.clear();
    }

    /** This node has changed a group, or may have. */
    void changed() {
        changes++;
    }

    CompletionStage<BeatReply> beat(Heartbeat beat) {
        View view = views.get(beat.group());
        Steady member = view == null ? null : view.members.get(beat.member());
        if (member == null || !isExpected(beat, member.answer.grant(), member.newest)) {
            return renew(beat);
        }
        boolean isSeen = view.isYoungerThan(LASTS_MILLIS);
        // Sent over the connection that the view is of, or not at all.
        return wire.call(() ->
                        isTrue(beat, view) ? redis.setLease(beat, view.stamp, isSeen ? member.answer : null) : null)
                .thenCompose(replaced -> {
                    if (replaced == null || replaced.lease() == null) {
                        return renew(beat);
                    }
                    return isSeen && view.isYoungerThan(2 * LASTS_MILLIS)
                            ? looked(beat, view, member, replaced, isTrue(beat, view))
                            : look(beat, view, member, replaced);
                });
    }

    private boolean isTrue(Heartbeat beat, View view) {
        return views.get(beat.group()) == view;
    }

    private CompletionStage<BeatReply> look(Heartbeat beat, View view, Steady member, Replaced replaced) {
        long sentAt = clock.getAsLong();
        int changesThen = changes;
        return wire.call(() -> isTrue(beat, view) && redis.look(beat, view.stamp, member.answer))
                .thenCompose(isCurrent -> {
                    if (isCurrent) {
                        view.looked(sentAt, changesThen);
                    }
                    return looked(beat, view, member, replaced, isCurrent);
                });
    }

    private CompletionStage<BeatReply> looked(
            Heartbeat beat, View view, Steady member, Replaced replaced, boolean isCurrent) {
        if (!isCurrent) {
            views.remove(beat.group(), view);
        }
        member.newest = Math.max(member.newest, replaced.lease().sent());
        boolean news = isCurrent && !redis.isToldLater(replaced, view.stamp) && !redis.isOlder(beat, replaced.lease());
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

    private final class View {
        final Stamp stamp;
        final Map<MemberId, Steady> members = new HashMap<>();
        private boolean isLookedAt;
        private long lookedAt;
        private int changesThen;

        View(Stamp stamp) {
            this.stamp = stamp;
        }

        void looked(long sentAt, int changesThen) {
            if (!isLookedAt || sentAt > lookedAt) {
                isLookedAt = true;
                lookedAt = sentAt;
                this.changesThen = changesThen;
            }
        }

        boolean isYoungerThan(long millis) {
            return isLookedAt && changesThen == changes && redis.lasts(clock.getAsLong() - lookedAt, millis);
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
