package io.shardbeat.admin.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.admin.live.StreamCount.Admission;
import org.junit.jupiter.api.Test;

class StreamCountTest {
    @Test
    void neitherOneCallerNorAllTogetherHaveMoreThanTheyMay() {
        StreamCount count = new StreamCount(3, 2);
        assertThat(count.enter("a")).isEqualTo(Admission.ADMITTED);
        assertThat(count.enter("a")).isEqualTo(Admission.ADMITTED);
        assertThat(count.enter("a")).isEqualTo(Admission.CALLER_FULL);
        assertThat(count.enter("b")).isEqualTo(Admission.ADMITTED);
        assertThat(count.enter("c")).isEqualTo(Admission.NODE_FULL);
        count.leave("a");
        assertThat(count.enter("c")).isEqualTo(Admission.ADMITTED);
        assertThat(count.open()).isEqualTo(3);
    }
}
