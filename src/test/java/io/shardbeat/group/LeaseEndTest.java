package io.shardbeat.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.assignment.ShardSet;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeaseEndTest {
    private static final Instant END = Instant.ofEpochMilli(1_000_000);
    private static final ShardSet REPORT = ShardSet.of("clicks", 3);

    @Test
    void theEndIsAddedToWhatTheMemberSaid() {
        Lease read = new Lease(REPORT, 7, 5).endingAt(END);
        assertThat(read).isEqualTo(new Lease(REPORT, 7, 5, END));
        assertThat(read.endingAt(null)).isEqualTo(new Lease(REPORT, 7, 5));
    }

    @Test
    void anotherTopicDoesNotMoveTheEnd() {
        Lease wider = new Lease(REPORT, 7, 5, END).subscribedTo(List.of("views"));
        assertThat(wider.ends()).isEqualTo(END);
        assertThat(wider.report().topics()).containsExactlyInAnyOrder("clicks", "views");
    }
}
