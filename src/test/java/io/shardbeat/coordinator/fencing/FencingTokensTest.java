package io.shardbeat.coordinator.fencing;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.assignment.ShardSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FencingTokensTest {
    @Test
    void eachShardHasTheEpochOfTheAnswer() {
        assertThat(FencingTokens.of(ShardSet.of("orders", 3, 1), 42)).isEqualTo("orders/1=42,orders/3=42");
        assertThat(FencingTokens.of(ShardSet.EMPTY, 42)).isEmpty();
    }

    @Test
    void thousandsOfShardsHaveOneTokenForAllOfThem() {
        ShardSet many = ShardSet.of("orders", IntStream.range(0, 5_000).toArray());

        assertThat(FencingTokens.of(many, 42)).isEqualTo("*=42");
        assertThat(FencingTokens.of(
                        ShardSet.of("t".repeat(250), IntStream.range(0, 64).toArray()), 42))
                .isEqualTo("*=42");
    }
}
