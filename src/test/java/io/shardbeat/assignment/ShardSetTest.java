package io.shardbeat.assignment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ShardSetTest {
    private final ShardSet set =
            new ShardSet.Builder().add("a", 2).add("a", 0).topic("empty").build();

    @Test
    void topicsAndNumbersAscendAndOccurOnce() {
        ShardSet unordered = ShardSet.of("a", 5, 3, 9, 3, 1, 5);

        assertThat(unordered.numbers("a")).containsExactly(1, 3, 5, 9);
        assertThat(unordered.size()).isEqualTo(4);
        assertThat(ShardSet.of(List.of(shard("b", 1), shard("a", 7), shard("b", 0)))
                        .shards())
                .containsExactly(shard("a", 7), shard("b", 0), shard("b", 1));
    }

    @Test
    void aTopicWithoutShardsIsNamedButHasNone() {
        assertThat(set.topics()).containsExactly("a", "empty");
        assertThat(set.numbers("empty")).isEmpty();
        assertThat(set.numbers("unknown")).isEmpty();
        assertThat(set.topics()).doesNotContain("unknown");
        assertThat(new ShardSet.Builder().topics(List.of("a", "b")).build().hasNoShards())
                .isTrue();
        assertThat(set.hasNoShards()).isFalse();
    }

    @Test
    void itContainsTheShardsOfItsTopics() {
        assertThat(set.contains(shard("a", 0))).isTrue();
        assertThat(set.contains(shard("a", 1))).isFalse();
        assertThat(set.contains(shard("empty", 0))).isFalse();
        assertThat(set.contains(shard("unknown", 0))).isFalse();
    }

    @Test
    void theIntersectionHasTheShardsOfBothAndTheTopicsOfTheFirst() {
        ShardSet other =
                new ShardSet.Builder().addAll("a", 0, 1, 3).addAll("b", 2).build();

        assertThat(set.intersect(other).topics()).containsExactly("a", "empty");
        assertThat(set.intersect(other).shards()).containsExactly(shard("a", 0));
        assertThat(other.intersect(set).topics()).containsExactly("a", "b");
        assertThat(other.intersect(set).shards()).containsExactly(shard("a", 0));
    }

    @Test
    void moreTopicsAreNamedWithoutShardsAndThoseItHasKeepTheirs() {
        ShardSet wider = set.withTopics(List.of("b", "a"));

        assertThat(wider.topics()).containsExactly("a", "b", "empty");
        assertThat(wider.shards()).isEqualTo(set.shards());
        assertThat(set.topics()).containsExactly("a", "empty");
        assertThat(set.withTopics(List.of("empty"))).isEqualTo(set);
    }

    @Test
    void setsAreEqualIfTopicsAndNumbersAre() {
        ShardSet same =
                new ShardSet.Builder().topic("empty").addAll("a", 0, 2, 2).build();

        assertThat(same).isEqualTo(set).hasSameHashCodeAs(set);
        assertThat(set).isNotEqualTo(ShardSet.of("a", 0, 2)).isNotEqualTo(null).isNotEqualTo("{a[0, 2], empty[]}");
        assertThat(ShardSet.of("a", 0, 2)).isNotEqualTo(ShardSet.of("a", 0, 1));
        assertThat(ShardSet.of("a", 1)).isNotEqualTo(ShardSet.of("b", 1));
    }

    @Test
    void theHashTellsTopicsAndNumbersApart() {
        assertThat(ShardSet.of("a", 1).hashCode())
                .isNotEqualTo(ShardSet.of("b", 1).hashCode())
                .isNotEqualTo(ShardSet.of("a", 2).hashCode());
    }

    @Test
    void asTextItListsTheNumbersOfEachTopic() {
        assertThat(set).hasToString("{a[0, 2], empty[]}");
        assertThat(ShardSet.EMPTY).hasToString("{}");
    }

    private static ShardId shard(String topic, int number) {
        return new ShardId(topic, number);
    }
}
