package io.shardbeat.redis;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.coordinator.BeatReply;
import io.shardbeat.coordinator.Heartbeat;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a connection knows of one group: the epoch, and the members whose grant at that epoch it has been told. True from
 * when Redis answered the question until Redis says that the group has changed, since every commit writes the group's
 * hash. Redis says so on the same connection, ahead of the reply to whatever is carried out after the change.
 *
 * <p>Only touched on the event loop of its connection.
 */
final class SteadyView {
    private enum State {
        ASKED,
        TRUE,
        /** What there is to know is known, and no heartbeat can be answered from it; until Redis says that it changed. */
        UNFIT,
        OVER
    }

    final long beganNanos = System.nanoTime();
    private final Map<MemberId, SteadyMember> members = new HashMap<>();
    private State state = State.ASKED;
    private long epoch;
    private byte[] leaseHead = {};
    private byte[] ttl = {};
    private long ttlMillis;

    /**
     * Redis has answered.
     *
     * @param ttl the session timeout, milliseconds
     */
    void begin(long epoch, byte[] ttl) {
        if (state == State.ASKED) {
            state = State.TRUE;
            this.epoch = epoch;
            this.ttl = ttl;
            this.ttlMillis = Long.parseLong(new String(ttl, StandardCharsets.US_ASCII));
            this.leaseHead = (epoch + " 0 ").getBytes(StandardCharsets.US_ASCII);
        }
    }

    /** Redis has answered, and its heartbeats need the script. */
    void unfit() {
        if (state == State.ASKED) {
            state = State.UNFIT;
        }
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

    int size() {
        return members.size();
    }

    @Nullable SteadyMember member(MemberId member) {
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
