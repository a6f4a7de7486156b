package io.shardbeat.admin.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.shardbeat.admin.view.shard.ShardMap;
import io.shardbeat.admin.view.shard.ShardMap.TopicMap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShardBlocksTest {
    @Test
    void aBlockHasItsNumbersStatesAndHolders() {
        ShardMap map = new ShardMap(
                7, List.of("a", "b"), List.of(new TopicMap("t", List.of(0, 2, 5, 1), "hfh", List.of(0, -1, 1))));
        assertThat(new ShardBlocks().of(map).toString())
                .isEqualTo("{\"members\":{\"0\":\"a\",\"1\":\"b\"},"
                        + "\"topics\":{\"t\":{\"0\":[[0,2,5,1],\"hfh\",[0,-1,1]]}}}");
    }

    /** Members come in the order in which shards name them: another one when the first shard has moved. */
    @Test
    void aShardThatMovesChangesOneBlock() {
        ShardBlocks blocks = new ShardBlocks();
        ObjectNode before = blocks.of(map("a", "b"));
        ObjectNode after = blocks.of(map("b", "a"));
        ObjectNode patch = MergePatch.between(before, after);
        assertThat(patch.has("members")).isFalse();
        assertThat(patch.at("/topics/t").size()).isOne();
    }

    /** A thousand shards: one's at both ends, the other's within the last block. */
    private static ShardMap map(String first, String other) {
        List<Integer> holders = new ArrayList<>(Collections.nCopies(1_000, first.equals("a") ? 0 : 1));
        holders.set(0, 0);
        holders.set(999, first.equals("a") ? 1 : 0);
        return new ShardMap(
                1, List.of(first, other), List.of(new TopicMap("t", List.of(0, 1_000), "h".repeat(1_000), holders)));
    }
}
