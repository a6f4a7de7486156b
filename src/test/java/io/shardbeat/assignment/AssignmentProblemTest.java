package io.shardbeat.assignment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AssignmentProblemTest {
    private static final AssignmentProblem ALL = new AssignmentProblem(
            2,
            2,
            new int[] {0, 0, 1},
            new int[] {1, AssignmentProblem.NOBODY, 0},
            null,
            new int[] {3, 4},
            new boolean[] {true, false, false},
            new boolean[] {false, false, true});

    @Test
    void ofSomeShardsAllIsKnownThatWasKnownOfThem() {
        AssignmentProblem some = ALL.of(new int[] {2, 0});

        assertThat(some.shards()).isEqualTo(2);
        assertThat(some.topicOf()).containsExactly(1, 0);
        assertThat(some.holder()).containsExactly(0, 1);
        assertThat(some.weights()).containsExactly(3, 4);
        assertThat(some.pinned()).containsExactly(false, true);
        assertThat(some.readOnly()).containsExactly(true, false);
    }

    @Test
    void whatIsNotGivenOfAllIsNotGivenOfSome() {
        AssignmentProblem plain = new AssignmentProblem(1, 1, new int[2], new int[2], null, null, null);

        assertThat(plain.of(new int[] {1}).pinned()).isNull();
        assertThat(plain.of(new int[] {1}).readOnly()).isNull();
    }
}
