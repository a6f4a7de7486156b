package io.shardbeat.group.wish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The longest and the largest that a wish may have is taken, and what is beyond is refused. */
class WishBoundsTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 1_000})
    void aWeightIsFromOneToAThousand(int weight) {
        assertThat(new Weight(weight, Note.NONE).value()).isEqualTo(weight);
        assertThat(new WeightRule("a*", weight).weight()).isEqualTo(weight);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1_001})
    void aWeightBeyondIsRefused(int weight) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Weight(weight, Note.NONE));
        assertThatIllegalArgumentException().isThrownBy(() -> new WeightRule("a*", weight));
    }

    @Test
    void thePatternOfARuleIsAsLongAsAName() {
        assertThat(new WeightRule("a".repeat(256), 2).pattern()).hasSize(256);
        assertThatIllegalArgumentException().isThrownBy(() -> new WeightRule("a".repeat(257), 2));
        assertThatIllegalArgumentException().isThrownBy(() -> new WeightRule("", 2));
    }

    @Test
    void aPatternMayHaveSpacesButNoControlCharacters() {
        assertThat(new WeightRule("rack 7 *", 2).pattern()).isEqualTo("rack 7 *");
        assertThatIllegalArgumentException().isThrownBy(() -> new WeightRule("rack\u001f7", 2));
    }

    @Test
    void aNoteHasRoomForTheIdOfAKeyAndForAShortReason() {
        assertThat(new Note("k".repeat(128), null, "w".repeat(200)).why()).hasSize(Note.LONGEST_WHY);
        assertThatIllegalArgumentException().isThrownBy(() -> new Note("k".repeat(129), null, ""));
        assertThatIllegalArgumentException().isThrownBy(() -> new Note("", null, "w".repeat(201)));
    }
}
