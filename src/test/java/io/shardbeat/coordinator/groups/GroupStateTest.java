package io.shardbeat.coordinator.groups;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.coordinator.groups.GroupState.Signs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GroupStateTest {
    @ParameterizedTest
    @CsvSource({
        "true,  true,  1, 2, 3, 4, REBUILDING",
        "false, true,  1, 2, 3, 4, STUCK",
        "false, true,  0, 2, 3, 4, PAUSED",
        "false, true,  0, 0, 0, 0, PAUSED",
        "false, false, 0, 2, 3, 4, MOVING",
        "false, false, 0, 0, 3, 4, MOVING",
        "false, false, 0, 0, 3, 0, EMPTY",
        "false, false, 0, 0, 0, 4, STABLE",
    })
    void theWorstThatHoldsIsTold(
            boolean rebuilding,
            boolean paused,
            int stuck,
            int handOvers,
            int waiting,
            int members,
            GroupState expected) {
        assertThat(GroupState.of(new Signs(rebuilding, paused, stuck, handOvers, waiting, members)))
                .isEqualTo(expected);
    }

    /** A node of an older version does not keep the count. */
    @Test
    void aCountOfStuckOnesOutlivesNoHandOver() {
        assertThat(GroupState.of(new Signs(false, false, 3, 0, 0, 2))).isEqualTo(GroupState.STABLE);
    }
}
