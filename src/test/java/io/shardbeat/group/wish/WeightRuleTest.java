package io.shardbeat.group.wish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.shardbeat.assignment.MemberId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WeightRuleTest {
    @ParameterizedTest
    @CsvSource({
        "big-*, big-1, true",
        "big-*, big-, true",
        "big-*, small-1, false",
        "*, anything, true",
        "*-eu-*, host-eu-7, true",
        "*-eu-*, host-us-7, false",
        "exact, exact, true",
        "exact, exactly, false",
        "a*b*c, axxbxxbxc, true",
        "a*b*c, axxbxx, false",
        "a.b, aXb, false"
    })
    void aStarStandsForAnyCharactersAndNothingElseDoes(String pattern, String name, boolean matches) {
        assertThat(new WeightRule(pattern, 2).matches(new MemberId(name))).isEqualTo(matches);
    }

    @Test
    void aPatternOfManyStarsTakesNoLongTime() {
        String name = "a".repeat(200) + "b";
        assertThat(new WeightRule("*a".repeat(100) + "c", 2).matches(new MemberId(name)))
                .isFalse();
    }

    @Test
    void aWeightOutOfRangeIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new WeightRule("a", 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new WeightRule("a", 1001));
    }
}
