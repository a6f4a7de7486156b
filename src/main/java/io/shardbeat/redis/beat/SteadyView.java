package io.shardbeat.redis.beat;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.coordinator.BeatReply;
import io.shardbeat.coordinator.Heartbeat;
import io.shardbeat.redis.beat.GroupKeyCache.EncodedKeys;
import io.shardbeat.redis.link.Link;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a connection knows of one group: its {@link GroupStamp}, and the members whose grant it has been told since. The
 * stamp is read again and again: while it is the same, so are the grants.
 *
 * <p>Only touched on the event loop of its connection.
 */
public final class SteadyView {
    private enum State {
        ASKED,
        TRUE,
        OVER
    }

    private final LongSupplier nanoTime;
    private final AtomicInteger changes;
    final long beganNanos;
    private final Map<MemberId, SteadyMember> members = new HashMap<>();
    private State state = State.ASKED;
    private @Nullable GroupStamp stamp;
    /** The last one. */
    private @Nullable HeadLook look;

    private long epoch;
    private byte[] leaseHead = {};
    private byte[] ttl = {};
    private long ttlMillis;

    /** @param changes how often this node has changed the group */
    SteadyView(LongSupplier nanoTime, AtomicInteger changes) {
        this.nanoTime = nanoTime;
        this.changes = changes;
        this.beganNanos = nanoTime.getAsLong();
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
    boolean stands(@Nullable GroupStamp now) {
        if (isTrue() && now != null && stamp != null && stamp.isSameAs(now)) {
            return true;
        }
        end();
        return false;
    }

    /** The last look, as long as it lasts; then one that follows what is sent in this turn of the event loop. */
    HeadLook look(Link link, EncodedKeys keys) {
        HeadLook last = look;
        if (last != null && last.lasts()) {
            return last;
        }
        HeadLook next = new HeadLook(this, link, keys);
        look = next;
        link.beforeFlush(keys.group(), next::send);
        return next;
    }

    long nanoTime() {
        return nanoTime.getAsLong();
    }

    /** How often this node has changed the group. */
    int changes() {
        return changes.get();
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
