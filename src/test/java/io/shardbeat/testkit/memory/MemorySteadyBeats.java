package io.shardbeat.testkit.memory;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.coordinator.BeatReply;
import io.shardbeat.coordinator.Heartbeat;
import io.shardbeat.group.FenceMargin;
import io.shardbeat.group.GroupId;
import io.shardbeat.testkit.memory.MemoryHeartbeats.Changes;
import io.shardbeat.testkit.memory.MemoryHeartbeats.Renewed;
import io.shardbeat.testkit.memory.MemoryHeartbeats.Replaced;
import io.shardbeat.testkit.memory.MemoryHeartbeats.Stamp;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The quick way of a node over {@link MemoryRedis}, in the steps of the Redis adapter: what is known of each group by
 * answers over this connection, the plain write of a lease, the look at the bucket that follows it some time later unless the
 * last one still lasts, the look at the group itself if something has changed, and the script for all that is unusual.
 */
final class MemorySteadyBeats {
    /** For how long a look says enough. */
    private static final long LASTS_MILLIS = 100;
    /** For how long looks at the bucket do for a group. */
    private static final long HEAD_LASTS_MILLIS = 10_000;

    private final MemoryRedis redis;
    private final Wire wire;
    private final FenceMargin defaultMargin;
    private final LongSupplier clock;
    private final Map<GroupId, View> views = new HashMap<>();
    /** At the bucket. */
    private Look<Changes> last;
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
        last = null;
    }

    /** This node has changed a group, or may have. */
    void changed() {
        changes++;
    }

    CompletionStage<BeatReply> beat(Heartbeat beat) {
        View view = views.get(beat.group());
        Steady member = view == null ? null : view.members.get(beat.member());
        return member == null || !isExpected(beat, member.answer.grant(), member.newest)
                ? renew(beat)
                : new Quick(beat, view, member).send();
    }

    /** A heartbeat that goes the quick way. */
    private final class Quick {
        private final Heartbeat beat;
        private final View view;
        private final Steady member;
        private Replaced replaced;

        Quick(Heartbeat beat, View view, Steady member) {
            this.beat = beat;
            this.view = view;
            this.member = member;
        }

        CompletionStage<BeatReply> send() {
            Look<Changes> bucket = last;
            boolean isKnown = bucket != null && bucket.lasts(LASTS_MILLIS);
            boolean byBucket = clock.getAsLong() - view.headAt <= HEAD_LASTS_MILLIS
                    && (!isKnown || redis.isUnchanged(view.counted, bucket.found));
            Look<?> seen = byBucket ? bucket : view.last;
            boolean isSeen = seen != null && seen.lasts(LASTS_MILLIS);
            // Sent over the connection that the view is of, or not at all.
            return wire.call(() -> isTrue() ? redis.setLease(beat, view.stamp, isSeen ? member.answer : null) : null)
                    .thenCompose(now -> {
                        replaced = now;
                        if (now == null || now.lease() == null) {
                            return renew(beat);
                        }
                        if (isSeen && seen.lasts(2 * LASTS_MILLIS)) {
                            return looked(isTrue());
                        }
                        return byBucket ? lookAtBucket() : lookAtHead();
                    });
        }

        private boolean isTrue() {
            return views.get(beat.group()) == view;
        }

        private CompletionStage<BeatReply> lookAtBucket() {
            Look<Changes> look = new Look<>();
            return wire.call(() -> isTrue() ? redis.lookAtBucket(beat, view.counted, member.answer) : null)
                    .thenCompose(found -> {
                        if (found == null) {
                            return looked(false);
                        }
                        look.found = found;
                        if (isTrue()) {
                            last = look;
                        }
                        if (redis.isUnchanged(view.counted, found)) {
                            return looked(true);
                        }
                        boolean isOfOneServer = Objects.equals(found.incarnation(), view.counted.incarnation());
                        return isOfOneServer ? lookAtHead() : looked(false);
                    });
        }

        private CompletionStage<BeatReply> lookAtHead() {
            Look<Boolean> look = new Look<>();
            return counted(() -> isTrue() && redis.look(beat, view.stamp, member.answer))
                    .thenCompose(head -> {
                        if (head.is()) {
                            view.last = look;
                            view.headAt = look.sentAt;
                            view.counted = head.counted();
                        }
                        return looked(head.is());
                    });
        }

        private CompletionStage<BeatReply> looked(boolean isCurrent) {
            if (!isCurrent) {
                views.remove(beat.group(), view);
            }
            member.newest = Math.max(member.newest, replaced.lease().sent());
            boolean news =
                    isCurrent && !redis.isToldLater(replaced, view.stamp) && !redis.isOlder(beat, replaced.lease());
            return news
                    ? CompletableFuture.completedFuture(member.answer)
                    : wire.call(() -> redis.putLeaseBack(beat, replaced)).thenCompose(done -> renew(beat));
        }
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
            long asked = clock.getAsLong();
            counted(() -> redis.stamp(beat.group(), defaultMargin))
                    .thenAccept(head -> head.is()
                            .ifPresent(stamp -> views.put(beat.group(), new View(stamp, asked, head.counted()))));
        } else if (view.stamp.epoch() == known.epoch()) {
            view.members.put(beat.member(), new Steady(known, beat.sentAtSeconds()));
        }
    }

    /** What was read of a group, and what had been counted before that. */
    private record Head<T>(T is, Changes counted) {}

    /** Two commands, one behind the other; in between somebody else may have their turn. */
    private <T> CompletionStage<Head<T>> counted(Supplier<T> read) {
        return redis.isCountReadFirst()
                ? wire.call(redis::changes)
                        .thenCompose(counted -> wire.call(read).thenApply(is -> new Head<>(is, counted)))
                : wire.call(read)
                        .thenCompose(is -> wire.call(redis::changes).thenApply(counted -> new Head<>(is, counted)));
    }

    /** One that is sent now. */
    private final class Look<T> {
        final long sentAt = clock.getAsLong();
        private final int changesThen = changes;
        T found;

        boolean lasts(long millis) {
            return changesThen == changes && redis.lasts(clock.getAsLong() - sentAt, millis);
        }
    }

    private final class View {
        final Stamp stamp;
        final Map<MemberId, Steady> members = new HashMap<>();
        long headAt;
        Changes counted;
        Look<Boolean> last;

        View(Stamp stamp, long headAt, Changes counted) {
            this.stamp = stamp;
            this.headAt = headAt;
            this.counted = counted;
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
