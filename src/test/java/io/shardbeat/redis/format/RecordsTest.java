package io.shardbeat.redis.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.group.ClientFamily;
import io.shardbeat.group.HandOver;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class RecordsTest {
    private static final ShardId SHARD = new ShardId("clicks", 7);
    private static final MemberId HOLDER = new MemberId("a ! ~1 b");
    private static final MemberId NEXT = new MemberId("c");

    static Stream<HandOver> handOvers() {
        return Stream.of(
                new HandOver(SHARD, HOLDER, NEXT, 41, at(1_000)),
                new HandOver(SHARD, HOLDER, null, 41, at(1_000)),
                new HandOver(SHARD, HOLDER, NEXT, 41, at(1_000), true, null),
                new HandOver(SHARD, HOLDER, NEXT, 41, at(1_000), false, at(2_000)),
                new HandOver(SHARD, HOLDER, null, 41, at(1_000), true, at(2_000)));
    }

    @ParameterizedTest
    @EnumSource(ClientFamily.class)
    void aFamilyComesBackAsItWasWritten(ClientFamily family) {
        assertThat(Records.family(Records.family(family).getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(family);
    }

    @Test
    void whatIsNoFamilyIsNobodyKnown() {
        assertThat(Records.family((byte[]) null)).isEqualTo(ClientFamily.UNKNOWN);
        assertThat(Records.family(new byte[] {'~'})).isEqualTo(ClientFamily.UNKNOWN);
        assertThat(Records.family(new byte[0])).isEqualTo(ClientFamily.UNKNOWN);
    }

    @ParameterizedTest
    @MethodSource("handOvers")
    void aHandOverComesBackAsItWasWritten(HandOver handOver) {
        byte[] written = Records.handOver(handOver).getBytes(StandardCharsets.UTF_8);
        assertThat(Records.handOver("clicks/7", written)).isEqualTo(handOver);
    }

    private static Instant at(long millis) {
        return Instant.ofEpochMilli(millis);
    }
}
