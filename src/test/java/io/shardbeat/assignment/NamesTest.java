package io.shardbeat.assignment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

/** What a consumer and a shard may be called, and how both are printed. */
class NamesTest {
    @Test
    void aConsumerNameHas1To256Characters() {
        assertThat(new MemberId("x".repeat(256)).name()).hasSize(256);
        assertThat(new MemberId("\ud83d\ude00".repeat(256)).name())
                .as("in code points")
                .hasSize(512);
        assertThatIllegalArgumentException().isThrownBy(() -> new MemberId("\ud83d\ude00".repeat(257)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MemberId("x".repeat(257)))
                .withMessageContaining("257");
        assertThatIllegalArgumentException().isThrownBy(() -> new MemberId(""));
    }

    @Test
    void aConsumerNameHasNoControlCharacters() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MemberId("ab\n"))
                .withMessageContaining("index 2");
    }

    /** Every browser and server takes them out of an address: what is asked of the member would be asked of its group. */
    @Test
    void aConsumerNameIsNoStepInAnAddress() {
        assertThatIllegalArgumentException().isThrownBy(() -> new MemberId("."));
        assertThatIllegalArgumentException().isThrownBy(() -> new MemberId(".."));
        assertThat(new MemberId("...").name()).isEqualTo("...");
    }

    @Test
    void aShardNumberIsNotNegative() {
        assertThat(new ShardId("t", 0).number()).isZero();
        assertThatIllegalArgumentException().isThrownBy(() -> new ShardId("t", -1));
    }

    @Test
    void consumersPrintAsTheirNameAndShardsAsTopicAndNumber() {
        assertThat(new MemberId("worker")).hasToString("worker");
        assertThat(new ShardId("t", 3)).hasToString("t/3");
    }
}
