package io.shardbeat.group.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.assignment.ShardId;
import io.shardbeat.assignment.ShardSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Topics with and without shards, whose numbers have gaps. */
class ShardIndexTest {
    private static final ShardIndex INDEX = new ShardIndex(new ShardSet.Builder()
            .topics(List.of("a", "c", "d", "f"))
            .addAll("b", 0, 1)
            .addAll("e", 0, 3)
            .build());

    @Test
    void shardsAreNumberedInTheirOrder() {
        assertThat(IntStream.range(0, INDEX.size()).mapToObj(INDEX::shard))
                .containsExactly(new ShardId("b", 0), new ShardId("b", 1), new ShardId("e", 0), new ShardId("e", 3))
                .allSatisfy(shard -> assertThat(INDEX.shard(INDEX.of(shard))).isEqualTo(shard));
    }

    @Test
    void whatTheCatalogDoesNotHaveHasNoNumber() {
        assertThat(INDEX.of("b", 2)).isEqualTo(ShardIndex.ABSENT);
        assertThat(INDEX.of("e", 1)).isEqualTo(ShardIndex.ABSENT);
        assertThat(INDEX.of("none", 0)).isEqualTo(ShardIndex.ABSENT);
    }
}
