package io.shardbeat.group.plan;

import static io.shardbeat.group.plan.Fixture.NOW;
import static io.shardbeat.group.plan.Fixture.shard;
import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.group.Grant;
import io.shardbeat.group.HandOver;
import io.shardbeat.group.shard.Cause;
import io.shardbeat.group.shard.Change;
import io.shardbeat.group.shard.ShardState.Free;
import io.shardbeat.group.shard.ShardState.HandingOver;
import io.shardbeat.group.shard.ShardState.Held;
import io.shardbeat.group.shard.ShardState.Resting;
import io.shardbeat.group.shard.Transition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a plan costs the store. */
class PlanTest {
    @Test
    void everyDifferenceIsAWriteAndADeathIsTwo() {
        MemberId member = new MemberId("a");
        HandOver handOver = new HandOver(shard(0), member, null, HandOver.NEW_EPOCH, NOW);
        Held held = new Held(member);
        List<Change> changes = new ArrayList<>();
        changes.add(new Change.OfMember(new MemberId("b"), Cause.EXPIRED));
        changes.add(new Transition(shard(0), held, new HandingOver(handOver), Cause.BALANCED));
        for (int s = 1; s <= 2; s++) {
            changes.add(new Transition(shard(s), new HandingOver(handOver), held, Cause.CANCELLED));
        }
        for (int s = 3; s <= 5; s++) {
            changes.add(new Transition(shard(s), held, new Resting(NOW), Cause.EXPIRED));
        }
        for (int s = 6; s <= 9; s++) {
            changes.add(new Transition(shard(s), new Resting(NOW), Free.FREE, Cause.RESTED));
        }
        Plan plan = new Plan(changes, new TreeMap<>(Map.of(member, Grant.NOTHING)), null, Optional.empty(), false);
        assertThat(plan.writes()).isEqualTo(2 + 1 + 1 + 2 + 3 + 4);
    }

    @Test
    void aPlanSaysWhatItChangesSoThatATestThatFailsDoes() {
        Change joins = new Change.OfMember(new MemberId("newcomer"), Cause.JOINED);
        Plan plan = new Plan(List.of(joins), new TreeMap<>(), null, Optional.of(NOW), true);
        assertThat(plan).asString().contains("newcomer", "JOINED", NOW.toString(), "more=true");
    }
}
