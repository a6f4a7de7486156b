package io.shardbeat.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.assignment.ShardId;
import io.shardbeat.assignment.ShardSet;
import io.shardbeat.catalog.Lineage;
import io.shardbeat.catalog.Reshard;
import io.shardbeat.catalog.Topic;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Shard 0 of two was split into 2 and 3 at time 100; 3 and 1 were merged into 4 at time 200. */
class AssignableShardsTest {
    private static final Reshard SPLIT = new Reshard(List.of(0), List.of(BigInteger.TEN), Instant.ofEpochMilli(100));
    private static final Reshard MERGE = new Reshard(List.of(3, 1), List.of(), Instant.ofEpochMilli(200));
    private static final Topic TOPIC =
            new Topic("t", "t", 2).with(new Lineage(2, Instant.EPOCH, List.of(SPLIT, MERGE)));

    @Test
    void aTopicThatWasNeverSplitGivesAllItsShards() {
        assertThat(new AssignableShards(Set.of(), true, null)
                        .of(List.of(new Topic("t", "t", 3)))
                        .numbers("t"))
                .containsExactly(0, 1, 2);
    }

    @Test
    void anUnorderedGroupGetsAllButWhatItFinished() {
        assertThat(assignable(false, 0)).containsExactly(0, 1, 2, 3, 4);
        assertThat(assignable(false, 0, 0, 3)).containsExactly(1, 2, 4);
    }

    @Test
    void anOrderedGroupsChildrenWaitForAllTheirAncestors() {
        assertThat(assignable(true, 0)).containsExactly(0, 1);
        assertThat(assignable(true, 0, 0)).containsExactly(1, 2, 3);
        assertThat(assignable(true, 0, 0, 1)).containsExactly(2, 3);
        assertThat(assignable(true, 0, 0, 1, 3)).containsExactly(2, 4);
        assertThat(assignable(true, 0, 1, 3))
                .as("3 is done, but what it came from is not")
                .containsExactly(0);
    }

    @Test
    void aGroupThatBecameOrderedLaterKeepsWhatWasSplitBefore() {
        assertThat(assignable(true, 100))
                .as("at that very moment it was ordered")
                .containsExactly(0, 1);
        assertThat(assignable(true, 101)).containsExactly(0, 1, 2, 3);
        assertThat(assignable(true, 101, 1, 3)).containsExactly(0, 2, 4);
        assertThat(assignable(true, 201)).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void finishedShardsOfOtherTopicsMeanNothing() {
        AssignableShards rule = new AssignableShards(Set.of(new ShardId("other", 0)), true, null);
        assertThat(rule.of(List.of(TOPIC)).numbers("t")).containsExactly(0, 1);
    }

    @Test
    void whatWasSplitOrMergedIsReadOnlyUntilItIsFinished() {
        assertThat(new AssignableShards(Set.of(), false, null)
                        .split(List.of(TOPIC))
                        .readOnly()
                        .numbers("t"))
                .containsExactly(0, 1, 3);
        assertThat(new AssignableShards(Set.of(new ShardId("t", 0)), false, null)
                        .split(List.of(TOPIC, new Topic("u", "u", 4)))
                        .readOnly())
                .isEqualTo(ShardSet.of("t", 1, 3));
    }

    private static List<Integer> assignable(boolean ordered, long sinceMillis, int... finished) {
        Set<ShardId> done = IntStream.of(finished)
                .mapToObj(number -> new ShardId("t", number))
                .collect(Collectors.toSet());
        int[] numbers = new AssignableShards(done, ordered, sinceMillis == 0 ? null : Instant.ofEpochMilli(sinceMillis))
                .of(List.of(TOPIC))
                .numbers("t");
        return Arrays.stream(numbers).boxed().toList();
    }
}
