package io.shardbeat.coordinator.groups;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.assignment.ShardSet;
import io.shardbeat.group.Grant;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupPolicy;
import io.shardbeat.group.GroupSettings;
import io.shardbeat.group.GroupSnapshot;
import io.shardbeat.group.HandOver;
import io.shardbeat.group.Lease;
import io.shardbeat.group.Member;
import io.shardbeat.group.safeguard.SafeguardState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GroupTallyTest {
    private static final Instant NOW = Instant.ofEpochMilli(1_000_000);

    @Test
    void aGroupWithoutMembersIsEmpty() {
        assertThat(GroupTally.of(group(List.of(), List.of(), Map.of())))
                .isEqualTo(new GroupTally(GroupState.EMPTY, 0, 0, 0, 0, 0, 4, 0));
    }

    @Test
    void aGroupAtRestIsStable() {
        GroupTally tally = GroupTally.of(group(List.of(member("a", true, 0, 1, 2, 3)), List.of(), Map.of()));
        assertThat(tally).isEqualTo(new GroupTally(GroupState.STABLE, 1, 0, 0, 4, 0, 0, 0));
    }

    @Test
    void whatIsUnderWayIsMovingAndWhatTakesTooLongIsStuck() {
        List<Member> members = List.of(member("a", true, 0, 1), member("b", true));
        GroupTally moving =
                GroupTally.of(group(members, List.of(handOver(false)), Map.of(new ShardId("t", 3), NOW.plusMillis(1))));
        assertThat(moving).isEqualTo(new GroupTally(GroupState.MOVING, 2, 0, 0, 2, 1, 0, 1));
        assertThat(GroupTally.of(group(members, List.of(handOver(true)), Map.of()))
                        .state())
                .isEqualTo(GroupState.STUCK);
    }

    @Test
    void whoIsSilentIsCountedUntilAPassExpiresIt() {
        GroupTally tally =
                GroupTally.of(group(List.of(member("a", false, 0, 1), member("b", true, 2, 3)), List.of(), Map.of()));
        assertThat(tally).isEqualTo(new GroupTally(GroupState.MOVING, 1, 0, 1, 4, 0, 0, 0));
    }

    private static HandOver handOver(boolean stuck) {
        return new HandOver(new ShardId("t", 2), new MemberId("a"), new MemberId("b"), 40, NOW, stuck, null);
    }

    private static Member member(String name, boolean alive, int... shards) {
        ShardSet granted = ShardSet.of("t", shards);
        return new Member(
                new MemberId(name), new Grant(granted, false), false, alive ? new Lease(granted, 41, 41) : null);
    }

    private static GroupSnapshot group(List<Member> members, List<HandOver> handOvers, Map<ShardId, Instant> fences) {
        return new GroupSnapshot(
                GroupId.parse("sls/p/t/g"),
                new GroupSettings(20, false, List.of("t")),
                new GroupPolicy(Duration.ofSeconds(20), Duration.ZERO, Duration.ZERO),
                42,
                NOW,
                null,
                null,
                members,
                handOvers,
                fences,
                SafeguardState.NONE,
                ShardSet.of("t", 0, 1, 2, 3));
    }
}
