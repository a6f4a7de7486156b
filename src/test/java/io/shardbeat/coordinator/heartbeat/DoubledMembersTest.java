package io.shardbeat.coordinator.heartbeat;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.catalog.Namespace;
import io.shardbeat.coordinator.Heartbeat;
import io.shardbeat.coordinator.Heartbeat.Stranger;
import io.shardbeat.coordinator.Sender;
import io.shardbeat.group.ClientFamily;
import io.shardbeat.group.GroupId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which heartbeats make a node think that two processes use one name. */
class DoubledMembersTest {
    private static final GroupId GROUP = new GroupId(new Namespace("sls", "shop"), "clicks", "billing");
    private static final MemberId MEMBER = new MemberId("c1");

    private final AtomicLong now = new AtomicLong();
    private final DoubledMembers doubled = new DoubledMembers(now::get, 1);
    private long second = 1_000;

    @Test
    void twoAddressesInTurnAreTwoProcesses() {
        assertThat(from("a", "b", "a", "b")).isNull();
        assertThat(from("a")).isEqualTo(Suspicion.SENDERS_IN_TURN);
        assertThat(doubled.of(GROUP, MEMBER)).containsExactly(Suspicion.SENDERS_IN_TURN);
        assertThat(doubled.count()).isOne();
    }

    @Test
    void theyNeedNotHaveOneInterval() {
        from("a", "a", "a", "b", "a", "a", "a", "b", "a", "a", "a", "b");
        assertThat(doubled.of(GROUP, MEMBER)).containsExactly(Suspicion.SENDERS_IN_TURN);
    }

    @Test
    void theUsualTimeBetweenTwoHeartbeatsIsKnown() {
        assertThat(doubled.interval(GROUP, MEMBER)).isEmpty();
        for (int i = 0; i < 10; i++) {
            now.addAndGet(5_000);
            from("a");
        }
        assertThat(doubled.interval(GROUP, MEMBER)).hasValue(Duration.ofMillis(5_000));
        assertThat(doubled.interval(GROUP, new MemberId("other"))).isEmpty();
    }

    @Test
    void itIsFoundOnce() {
        from("a", "b", "a", "b", "a");
        assertThat(from("b", "a", "b", "a")).isNull();
        assertThat(doubled.of(GROUP, MEMBER)).isNotEmpty();
    }

    @Test
    void aProcessThatMovesIsOne() {
        assertThat(from("a", "a", "b", "b", "b", "c", "c", "d", "e", "f")).isNull();
        assertThat(from("a", "b", "a")).as("there and back").isNull();
    }

    @Test
    void movesLongAgoDoNotAddUp() {
        for (int i = 0; i < 10; i++) {
            String at = i % 2 == 0 ? "a" : "b";
            assertThat(from(at, at, at, at, at, at, at, at, at)).isNull();
        }
    }

    @Test
    void twoLibrariesAtOneAddressAreTwoProcesses() {
        for (int i = 0; i < 2; i++) {
            assertThat(beat(new Sender("a", ClientFamily.SLS_GO), "[0]", ++second))
                    .isNull();
            assertThat(beat(new Sender("a", ClientFamily.SLS_JAVA), "[0]", ++second))
                    .isNull();
        }
        assertThat(beat(new Sender("a", ClientFamily.SLS_GO), "[0]", ++second)).isEqualTo(Suspicion.SENDERS_IN_TURN);
    }

    @Test
    void reportsThatContradictEachOtherAreOfTwoProcesses() {
        assertThat(reporting("[0,1]", "[0]", "[0,1]", "[0]")).isNull();
        assertThat(reporting("[0,1]")).isEqualTo(Suspicion.REPORTS_IN_TURN);
    }

    @Test
    void aReportThatGrowsAndShrinksIsOfOne() {
        assertThat(reporting("[]", "[0,1]", "[0,1]", "[0]", "[0,2]", "[2]", "[]", "[3]"))
                .isNull();
    }

    @Test
    void delayedCopiesOfOlderReportsDoNotCount() {
        for (int i = 0; i < 5; i++) {
            assertThat(reporting("[" + i + "]")).isNull();
            assertThat(beat(Sender.UNKNOWN, "[]", second - 10)).isNull();
        }
    }

    @Test
    void suspicionEndsSomeTimeAfterItsLastSign() {
        from("a", "b", "a", "b", "a");
        now.addAndGet(DoubledMembers.LAPSE.toMillis() - 1);
        from("b");
        now.addAndGet(DoubledMembers.LAPSE.toMillis() - 1);
        assertThat(doubled.count()).isOne();
        now.incrementAndGet();
        assertThat(doubled.count()).isZero();
        assertThat(doubled.of(GROUP, MEMBER)).isEmpty();
        assertThat(from("a")).as("anew").isEqualTo(Suspicion.SENDERS_IN_TURN);
    }

    @Test
    void ofTwoMembersInOnePlaceEachMakesTheOtherForgotten() {
        from("a", "b", "a", "b");
        doubled.note(new Heartbeat(GROUP, new MemberId("c2"), new byte[0], false, Stranger.REFUSE, 0));
        assertThat(from("a")).isNull();
        assertThat(doubled.count()).isZero();
    }

    private @Nullable Suspicion from(String... addresses) {
        Suspicion last = null;
        for (String address : addresses) {
            last = beat(new Sender(address, ClientFamily.UNKNOWN), "[0]", ++second);
        }
        return last;
    }

    private @Nullable Suspicion reporting(String... reports) {
        Suspicion last = null;
        for (String report : reports) {
            last = beat(Sender.UNKNOWN, report, ++second);
        }
        return last;
    }

    private @Nullable Suspicion beat(Sender sender, String report, long sentAt) {
        byte[] bytes = report.getBytes(StandardCharsets.US_ASCII);
        return doubled.note(new Heartbeat(GROUP, MEMBER, bytes, true, Stranger.REFUSE, sentAt, sender));
    }
}
