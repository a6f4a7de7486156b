package io.shardbeat.group;

import static io.shardbeat.group.Fixture.NOW;
import static io.shardbeat.group.Fixture.shard;
import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.assignment.MemberId;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a plan costs the store. */
class PlanTest {
    @Test
    void everyDifferenceIsAWriteAndADeathIsTwo() {
        MemberId member = new MemberId("a");
        HandOver handOver = new HandOver(shard(0), member, null, HandOver.NEW_EPOCH, NOW);
        Plan plan = new Plan(
                Set.of(new MemberId("b")),
                new TreeMap<>(Map.of(member, Grant.NOTHING)),
                List.of(handOver),
                Set.of(shard(1), shard(2)),
                Map.of(shard(3), NOW, shard(4), NOW, shard(5), NOW),
                Set.of(shard(6), shard(7), shard(8), shard(9)),
                null,
                List.of(),
                OptionalLong.empty());
        assertThat(plan.writes()).isEqualTo(2 + 1 + 1 + 2 + 3 + 4);
    }
}
