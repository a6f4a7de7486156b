package io.shardbeat.group.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.assignment.ShardSet;
import io.shardbeat.group.HandOver;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Members share the shards that take data, and by themselves those that are only read to their end. */
class OpenAndReadOnlyShardsTest {
    @Test
    void newcomersAfterEveryShardWasSplitHaveTheSameNumberOfOpenOnes() {
        Fixture group = new Fixture().shards(12).readOnly(0, 1, 2, 3);
        List<String> names = List.of("a", "b", "c", "d");
        names.forEach(group::joined);

        Plan plan = group.plan();

        for (String name : names) {
            ShardSet granted = Fixture.granted(plan, name);
            assertThat(granted.shards().stream().filter(shard -> shard.number() >= 4))
                    .hasSize(2);
            assertThat(granted.size()).isEqualTo(3);
        }
    }

    @Test
    void aSplitAsksForNoShardThatBalanceDoesNotWant() {
        Fixture group = new Fixture().shards(8).readOnly(0, 1);
        group.alive("a", 0, 2).alive("b", 1, 3);

        Plan plan = group.plan();

        assertThat(plan.handOvers()).isEmpty();
        assertThat(Fixture.granted(plan, "a").size()).isEqualTo(4);
        assertThat(Fixture.granted(plan, "b").size()).isEqualTo(4);
    }

    @Test
    void anOpenShardMovesToAMemberThatHasOnlyReadOnlyOnes() {
        Fixture group = new Fixture().shards(4).readOnly(0, 1);
        group.alive("a", 2, 3).alive("b", 0, 1);

        Plan plan = group.plan();

        assertThat(plan.handOvers()).hasSize(2);
        assertThat(plan.handOvers().stream().map(HandOver::shard).filter(shard -> shard.number() >= 2))
                .hasSize(1);
    }
}
