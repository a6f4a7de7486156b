package io.shardbeat.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.catalog.Namespace;
import io.shardbeat.group.GroupId;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LeaseEndsTest {
    private static final GroupId GROUP = new GroupId(new Namespace("sls", "p"), "l", "g");
    private static final MemberId MEMBER = new MemberId("m");

    private final LeaseEnds ends = new LeaseEnds();

    @Test
    void aLeaseEndedWhenItWasFirstFoundGoneHoweverOftenItIsLookedAt() {
        ends.found(GROUP, MEMBER, at(20), at(21));
        ends.found(GROUP, MEMBER, at(21), at(22));
        ends.found(GROUP, MEMBER, at(22), at(23));
        assertThat(ends.take(GROUP, MEMBER)).contains(at(20));
        assertThat(ends.take(GROUP, MEMBER)).as("it has expired").isEmpty();
    }

    @Test
    void whoCameBackInBetweenHasANewEnd() {
        ends.found(GROUP, MEMBER, at(20), at(21));
        ends.found(GROUP, MEMBER, at(41), at(42));
        assertThat(ends.take(GROUP, MEMBER)).contains(at(41));
    }

    private static Instant at(long second) {
        return Instant.ofEpochSecond(second);
    }
}
