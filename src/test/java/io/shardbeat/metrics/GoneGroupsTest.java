package io.shardbeat.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.coordinator.LiveNodes.About;
import io.shardbeat.coordinator.LiveNodes.LiveNode;
import io.shardbeat.coordinator.LiveNodes.View;
import io.shardbeat.group.GroupId;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GoneGroupsTest {
    private static final GroupId DECLARED = GroupId.parse("sls/p/l/declared");
    private static final GroupId CALLED = GroupId.parse("sls/p/l/called");

    private final GoneGroups gone = new GoneGroups();

    @Test
    void aGroupThatIsDeletedIsNotGoneWithALoss() {
        gone.note(Set.of(DECLARED, CALLED), Set.of(DECLARED), lostAt(0));
        assertThat(gone.count()).isZero();
    }

    @Test
    void whatWasThereBeforeALossAndIsNotSinceIsGoneUntilItIsCreatedAgain() {
        gone.note(Set.of(DECLARED, CALLED), Set.of(DECLARED), lostAt(7));
        assertThat(gone.count()).isOne();
        gone.note(Set.of(DECLARED), Set.of(DECLARED), lostAt(7));
        assertThat(gone.count()).isOne();
        gone.note(Set.of(DECLARED), Set.of(DECLARED, CALLED), lostAt(7));
        assertThat(gone.count()).isZero();
    }

    private static View lostAt(long millis) {
        return new View(
                at(1),
                List.of(new LiveNode("n", new About("", "", at(1), millis == 0 ? null : at(millis), null), at(2))));
    }

    private static Instant at(long millis) {
        return Instant.ofEpochMilli(millis);
    }
}
