package io.shardbeat.admin.view.member;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.admin.view.member.MemberView.Wish;
import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardSet;
import io.shardbeat.coordinator.groups.MemberFacts;
import io.shardbeat.group.Grant;
import io.shardbeat.group.Lease;
import io.shardbeat.group.Member;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MemberSortTest {
    private static final long TIMEOUT = 20_000;
    private static final long NOW = 1_000_000;

    @Test
    void namesCountAsPeopleDo() {
        List<MemberView> members = Stream.of("w-10", "w-2", "W", "w-02", "w-2b")
                .map(name -> view(name, TIMEOUT))
                .toList();
        assertThat(sorted(members, "name")).containsExactly("W", "w-02", "w-2", "w-2b", "w-10");
        assertThat(sorted(members, "-name")).containsExactly("w-10", "w-2b", "w-2", "w-02", "W");
    }

    @Test
    void whoWasHeardLongestAgoComesFirstAndWhoIsGoneLast() {
        List<MemberView> members = List.of(view("fresh", 19_000), view("gone", -2), view("quiet", 5_000));
        assertThat(sorted(members, "lastHeartbeat")).containsExactly("quiet", "fresh", "gone");
    }

    @Test
    void anOrderThatIsNoneIsNone() {
        assertThat(MemberSort.of("size")).isEmpty();
        assertThat(MemberSort.of("--name")).isEmpty();
    }

    @Test
    void moreThanHalfOfTheTimeoutInSilenceIsAboutToExpire() {
        MemberView half = view("half", 10_000);
        assertThat(half.aboutToExpire()).isFalse();
        assertThat(half.silentMillis()).isEqualTo(10_000);
        assertThat(half.lastHeartbeat()).isEqualTo(Instant.ofEpochMilli(NOW - 10_000));
        assertThat(view("more", 9_999).aboutToExpire()).isTrue();
        assertThat(view("gone", -2).leaseLeftMillis()).isNull();
    }

    private static List<String> sorted(List<MemberView> members, String word) {
        return members.stream()
                .sorted(MemberSort.of(word).orElseThrow())
                .map(MemberView::name)
                .toList();
    }

    private static MemberView view(String name, long leaseLeftMillis) {
        Lease lease = leaseLeftMillis < 0 ? null : new Lease(ShardSet.of("t", 0), 41, 41);
        return MemberView.of(
                new Member(new MemberId(name), new Grant(ShardSet.of("t", 0), false), false, lease),
                new MemberFacts(
                        Instant.ofEpochMilli(NOW),
                        leaseLeftMillis < 0 ? null : Duration.ofMillis(leaseLeftMillis),
                        null),
                new Wish(false, 1),
                MemberSights.Seen.NOTHING,
                Duration.ofMillis(TIMEOUT));
    }
}
