package io.shardbeat.load.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SliceTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7})
    void slicesCoverTheFleetOnce(int count) {
        int end = 0;
        for (int i = 0; i < count; i++) {
            Slice slice = new Slice(i, count);
            assertThat(slice.from(100)).isEqualTo(end);
            end = slice.to(100);
        }
        assertThat(end).isEqualTo(100);
    }

    @Test
    void groupsThatCanBeDealtOutEvenlyAreNotSplit() {
        assertThat(Slice.parse("1/2").from(4 * 25)).isEqualTo(2 * 25);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2/2", "-1/2", "0/0", "1", "a/b", ""})
    void whatIsNoSliceIsRefusedInWords(String text) {
        assertThatThrownBy(() -> Slice.parse(text)).hasMessageContaining("expected");
    }
}
