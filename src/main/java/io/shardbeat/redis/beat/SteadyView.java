package io.shardbeat.redis.beat;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.coordinator.BeatReply;
import io.shardbeat.coordinator.Heartbeat;
import io.shardbeat.redis.beat.GroupKeyCache.EncodedKeys;
import io.shardbeat.redis.link.Link;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a connection knows of one group: its {@link GroupStamp}, and the members whose grant it has been told since. While
 * nothing is changed in its bucket the stamp is the same; else it is read again. While it is the same, so are the grants.
 *
 * <p>Only touched on the event loop of its connection.
 */
public final class SteadyView {
    private enum State {
        ASKED,
        TRUE,
        OVER
    }

    /** For what changes groups and is no node, say somebody at a console of Redis. */
    private static final long HEAD_LASTS_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final BucketView bucket;
    final long beganNanos;
    private final Map<MemberId, SteadyMember> members = new HashMap<>();
    private State state = State.ASKED;
    private @Nullable GroupStamp stamp;
    /** When the stamp was asked for last. */
    private long headNanos;
    /** The last one at the group's head. */
    private @Nullable Look<Boolean> look;

    private long epoch;
    private byte[] leaseHead = {};
    private byte[] ttl = {};
    private long ttlMillis;

    SteadyView(BucketView bucket) {
        this.bucket = bucket;
        this.beganNanos = bucket.nanoTime();
        this.headNanos = beganNanos;
    }

    BucketView bucket() {
        return bucket;
    }

    /** Redis has answered. */
    void begin(GroupStamp now) {
        if (state == State.ASKED) {
            state = State.TRUE;
            stamp = now;
            epoch = now.epoch();
            ttl = now.ttl();
            ttlMillis = Long.parseLong(new String(ttl, StandardCharsets.US_ASCII));
            leaseHead = (epoch + " 0 ").getBytes(StandardCharsets.US_ASCII);
        }
    }

    /** Whether what Redis says now is what the view was made of; if not, the view ends. */
    private boolean stands(@Nullable GroupStamp now, long askedNanos) {
        if (isTrue() && now != null && stamp != null && stamp.isSameAs(now)) {
            stamp = now;
            headNanos = askedNanos;
            return true;
        }
        end();
        return false;
    }

    /** Whether a look at the bucket may do, and none at the group itself is needed. */
    boolean goesByBucket() {
        if (!bucket.isCountedSince(headNanos) || bucket.nanoTime() - headNanos > HEAD_LASTS_NANOS) {
            return false;
        }
        BucketStamp known = bucket.found();
        return known == null || standsIn(known);
    }

    /** Whether nothing has changed in the bucket. */
    boolean standsIn(BucketStamp now) {
        return isTrue() && stamp != null && stamp.bucket().isSameAs(now);
    }

    boolean isOfSameServerAs(BucketStamp now) {
        return isTrue() && stamp != null && stamp.bucket().isOfSameServerAs(now);
    }

    /** The last look at the group's head, as long as it lasts; then one that follows what is sent in this turn. */
    Look<Boolean> look(Link link, EncodedKeys keys) {
        Look<Boolean> last = look;
        if (last != null && last.lasts()) {
            return last;
        }
        Look<Boolean> next = new Look<>(bucket, link, keys.group(), () -> read(link, keys));
        look = next;
        return next;
    }

    private CompletionStage<@Nullable Boolean> read(Link link, EncodedKeys keys) {
        long asked = bucket.nanoTime();
        return GroupStamp.read(link, keys, this::isTrue).thenApply(now -> stands(now, asked));
    }

    /** For good: whoever asks again makes a new one. */
    void end() {
        state = State.OVER;
        members.clear();
    }

    boolean isTrue() {
        return state == State.TRUE;
    }

    boolean isOver() {
        return state == State.OVER;
    }

    long epoch() {
        return epoch;
    }

    byte[] ttl() {
        return ttl;
    }

    long ttlMillis() {
        return ttlMillis;
    }

    public @Nullable SteadyMember member(MemberId member) {
        return members.get(member);
    }

    /** A member that has nothing in hand-over was answered this, at this view's epoch. */
    void learn(Heartbeat heartbeat, String leaseKey, BeatReply.Known answer) {
        members.put(
                heartbeat.member(),
                new SteadyMember(leaseKey.getBytes(StandardCharsets.UTF_8), answer, heartbeat.sentAtSeconds()));
    }

    /** The lease that a steady heartbeat writes, as {@code renew_lease.lua} would: answered epoch, 0, clock, report. */
    byte[] lease(long sentAtSeconds, byte[] report) {
        byte[] clock = Long.toString(sentAtSeconds).getBytes(StandardCharsets.US_ASCII);
        byte[] value = new byte[leaseHead.length + clock.length + 1 + report.length];
        System.arraycopy(leaseHead, 0, value, 0, leaseHead.length);
        System.arraycopy(clock, 0, value, leaseHead.length, clock.length);
        value[leaseHead.length + clock.length] = ' ';
        System.arraycopy(report, 0, value, value.length - report.length, report.length);
        return value;
    }
}
