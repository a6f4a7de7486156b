package io.shardbeat.group.plan;

import static io.shardbeat.group.plan.Fixture.EPOCH;
import static io.shardbeat.group.plan.Fixture.TOPIC;
import static io.shardbeat.group.plan.Fixture.set;
import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.group.Lease;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeaseTest {
    private static final Lease LEASE = new Lease(set(1), EPOCH, EPOCH - 1);

    @Test
    void aSubscriptionWidensTheReportAndNothingElse() {
        Lease wider = LEASE.subscribedTo(List.of("views"));
        assertThat(wider.report().topics()).containsExactly(TOPIC, "views");
        assertThat(wider).isEqualTo(new Lease(set(1).withTopics(List.of("views")), EPOCH, EPOCH - 1));
    }

    @Test
    void aSubscriptionToWhatIsReportedAnywayCostsNothing() {
        assertThat(LEASE.subscribedTo(List.of(TOPIC))).isSameAs(LEASE);
    }
}
