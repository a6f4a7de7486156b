package io.shardbeat.coordinator.groups;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.coordinator.groups.HistoryPage.Pass;
import io.shardbeat.group.shard.Cause;
import io.shardbeat.group.shard.Decision;
import io.shardbeat.group.shard.Decision.Kind;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class BeginningsTest {
    private static final ShardId FIRST = new ShardId("orders", 0);
    private static final ShardId SECOND = new ShardId("orders", 1);
    private static final ShardId THIRD = new ShardId("orders", 2);

    private final Beginnings beginnings = new Beginnings(List.of(FIRST, SECOND), 42);

    @Test
    void theLatestDecisionThatBeganAStateCounts() {
        beginnings.add(pass(41, decision(Kind.GRANTED, FIRST), decision(Kind.GRANTED, THIRD)));
        assertThat(beginnings.isComplete()).isFalse();
        beginnings.add(pass(40, decision(Kind.SHARD_FREED, FIRST), decision(Kind.GRANTED, SECOND)));

        assertThat(beginnings.isComplete()).isTrue();
        assertThat(beginnings.found()).containsOnlyKeys(FIRST, SECOND);
        assertThat(beginnings.found().get(FIRST).epoch()).isEqualTo(41);
        assertThat(beginnings.found().get(FIRST).decision().kind()).isEqualTo(Kind.GRANTED);
        assertThat(beginnings.found().get(SECOND).epoch()).isEqualTo(40);
    }

    @Test
    void ofOnePassItIsTheLast() {
        beginnings.add(pass(41, decision(Kind.SHARD_FREED, FIRST), decision(Kind.GRANTED, FIRST)));

        assertThat(beginnings.found().get(FIRST).decision().kind()).isEqualTo(Kind.GRANTED);
    }

    @Test
    void whatWasDecidedSinceTheShardsWereSeenIsLeftOut() {
        beginnings.add(pass(43, decision(Kind.HANDED_OVER, FIRST)));
        beginnings.add(pass(42, decision(Kind.HAND_OVER_BEGUN, FIRST)));

        assertThat(beginnings.found().get(FIRST).decision().kind()).isEqualTo(Kind.HAND_OVER_BEGUN);
    }

    @Test
    void aHandOverThatGoesOnInAnotherWayBeganBefore() {
        beginnings.add(pass(42, decision(Kind.HAND_OVER_STUCK, FIRST)));
        beginnings.add(pass(41, decision(Kind.HAND_OVER_BEGUN, FIRST)));

        assertThat(beginnings.found().get(FIRST).epoch()).isEqualTo(41);
    }

    private static Pass pass(long epoch, Decision... decisions) {
        return new Pass(epoch, Instant.ofEpochMilli(epoch), decisions.length, List.of(decisions), true);
    }

    private static Decision decision(Kind kind, ShardId shard) {
        return new Decision(kind, shard, null, new MemberId("a"), Cause.FREE);
    }
}
