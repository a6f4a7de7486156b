package io.shardbeat.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.coordinator.Heartbeat.Stranger;
import io.shardbeat.group.ClientFamily;
import io.shardbeat.group.FenceMargin;
import io.shardbeat.group.GroupOverrides;
import io.shardbeat.group.GroupSettings;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a fence margin is worth to a client that falls silent and comes back, whatever keeps the groups. */
public abstract class FenceMarginContract extends StoreContract {
    protected static final Duration INTERVAL = TIMEOUT.dividedBy(4);
    private static final Duration STEP = Duration.ofMillis(25);

    /** SLS trap 16: members expire at the timeout, and official clients stop working an interval later. */
    @Test
    void withoutAMarginASilentClientStillWorksWhenItsShardsMove() {
        assertThat(overlapMillisOfASilentClient(FenceMargin.NONE)).isPositive();
    }

    @Test
    void aMarginMadeOfTheObservedIntervalLeavesNoOverlap() {
        assertThat(overlapMillisOfASilentClient(FenceMargin.AUTO)).isZero();
    }

    @Test
    void aFixedMarginOfTheIntervalLeavesNoOverlap() {
        assertThat(overlapMillisOfASilentClient(new FenceMargin(INTERVAL))).isZero();
    }

    @Test
    void anIntervalIsObservedRisesAtOnceAndFallsSlowly() {
        margin(FenceMargin.AUTO);
        beat("c1");
        pass();
        assertThat(interval()).isZero();
        beatAfter(INTERVAL);
        long first = interval();
        assertThat(first).isGreaterThanOrEqualTo(INTERVAL.toMillis());
        beatAfter(INTERVAL.multipliedBy(2));
        long second = interval();
        assertThat(second).isGreaterThanOrEqualTo(INTERVAL.multipliedBy(2).toMillis());
        beat("c1", 0, 1, 2, 3);
        assertThat(interval()).isEqualTo((second * 15 + 15) / 16);
    }

    /** Its client's clock tells, in whole seconds, how long ago the one before was sent. */
    @Test
    void aHeartbeatAfterALateOneDoesNotLookLikeAShortInterval() {
        Duration apart = Duration.ofSeconds(10);
        GroupOverrides auto = new GroupOverrides(FenceMargin.AUTO, null, null);
        join(stores().directory().update(group, new GroupSettings(60, false, List.of(LOGSTORE)).withOverrides(auto)));
        beat(sentAt(1_000));
        pass();
        beat(sentAt(1_000 + apart.toSeconds(), 0, 1, 2, 3));
        assertThat(interval()).isGreaterThanOrEqualTo(apart.minusSeconds(1).toMillis());
    }

    /** A clock that is not known, or was put forward, tells nothing about intervals. */
    @Test
    void onlyTwoDatesOfOneClockAreAnInterval() {
        margin(FenceMargin.AUTO);
        beat("c1");
        pass();
        beat(sentAt(1_000, 0, 1, 2, 3));
        assertThat(interval()).isLessThan(TIMEOUT.toMillis());
        beat(sentAt(5_000, 0, 1, 2, 3));
        assertThat(interval()).isLessThan(TIMEOUT.toMillis());
    }

    private Heartbeat sentAt(long seconds, int... report) {
        return heartbeat(group, "c1", Stranger.REFUSE, seconds, report);
    }

    @Test
    void aMembersLibraryIsKnownFromItsJoinAndChangesWithIt() {
        margin(FenceMargin.AUTO);
        beat(sentBy(ClientFamily.SLS_JAVA));
        pass();
        assertThat(member(claim(), "c1").family()).isEqualTo(ClientFamily.SLS_JAVA);
        beat(sentBy(ClientFamily.SLS_GO, 0, 1, 2, 3));
        assertThat(member(claim(), "c1").family()).isEqualTo(ClientFamily.SLS_GO);
        beat(sentBy(ClientFamily.UNKNOWN, 0, 1, 2, 3));
        assertThat(member(claim(), "c1").family()).isEqualTo(ClientFamily.UNKNOWN);
    }

    @Test
    void aMembersLibraryGoesWithTheMember() {
        margin(FenceMargin.AUTO);
        beat(sentBy(ClientFamily.SLS_GO));
        pass();
        elapseServed(TIMEOUT.plusMillis(100));
        pass();
        assertThat(claim().snapshot().members()).isEmpty();
        margin(FenceMargin.NONE);
        beat(sentBy(ClientFamily.SLS_JAVA));
        margin(FenceMargin.AUTO);
        assertThat(member(claim(), "c1").family()).isEqualTo(ClientFamily.UNKNOWN);
    }

    private Heartbeat sentBy(ClientFamily family, int... report) {
        return heartbeat(new Sender("", family), "c1", report);
    }

    private Heartbeat heartbeat(Sender sender, String member, int... report) {
        return new Heartbeat(
                group, new MemberId(member), encoded(report), report.length > 0, Stranger.REFUSE, 0, sender);
    }

    @Test
    void noIntervalIsObservedWhereTheMarginDoesNotNeedIt() {
        beat("c1");
        pass();
        beatAfter(INTERVAL);
        margin(FenceMargin.AUTO);
        assertThat(interval()).isZero();
    }

    @Test
    void aMembersIntervalGoesWithTheMember() {
        margin(FenceMargin.AUTO);
        beat("c1");
        pass();
        beatAfter(INTERVAL);
        elapseServed(TIMEOUT.plusMillis(100));
        pass();
        assertThat(claim().snapshot().members()).isEmpty();
        beat("c1");
        assertThat(interval()).isZero();
    }

    /**
     * A client beats, falls silent, and works on until it fences itself: one interval after the session timeout, counted
     * from sending its last heartbeat, as the official Java client does. For how long does another hold its shard?
     */
    private long overlapMillisOfASilentClient(FenceMargin margin) {
        margin(margin);
        beat(sentBy(ClientFamily.SLS_GO)); // whose heartbeats are not repeated, so that this does not take long
        pass();
        elapseServed(INTERVAL);
        beat(sentBy(ClientFamily.SLS_GO, 0, 1, 2, 3));
        elapseServed(INTERVAL);
        long sent = nowMillis();
        beat(sentBy(ClientFamily.SLS_GO, 0, 1, 2, 3));
        beat("c2");
        pass();
        long fenced = sent + TIMEOUT.plus(INTERVAL).toMillis();
        while (granted(known(beat("c2"))).isEmpty()) {
            assertThat(nowMillis()).as("the shards move in the end").isLessThan(fenced + 3 * TIMEOUT.toMillis());
            elapseUnserved(STEP);
            if (due().contains(group)) {
                commit(claim());
            }
        }
        return Math.max(0, fenced - nowMillis());
    }

    protected final void beatAfter(Duration time) {
        elapseServed(time);
        beat("c1", 0, 1, 2, 3);
    }

    protected final long interval() {
        Duration interval = member(claim(), "c1").interval();
        return interval == null ? 0 : interval.toMillis();
    }

    protected final void margin(FenceMargin margin) {
        join(stores().directory().update(group, SETTINGS.withOverrides(new GroupOverrides(margin, null, null))));
    }
}
