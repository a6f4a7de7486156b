package io.shardbeat.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.assignment.sticky.StickyBalancedAssignor;
import io.shardbeat.coordinator.GroupStore.Claim;
import io.shardbeat.coordinator.GroupStore.CommitOutcome;
import io.shardbeat.group.plan.Plan;
import io.shardbeat.group.plan.Planner;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Plans that take more than one commit. */
public abstract class BigPlanContract extends StoreContract {
    @Test
    void aPassGoesOnUnderItsClaimWithoutReadingAgain() {
        // given
        beat("c1");
        beat("c2");
        Claim claim = claim();
        List<Plan> parts = inTwo(claim);

        // when
        CommitOutcome outcome = join(stores().groups().commit(claim, parts.get(0)));

        // then
        assertThat(due()).as("it is still claimed").doesNotContain(group);
        Claim now = claim.after(parts.get(0), outcome.epoch());
        assertThat(join(stores().groups().commit(now, parts.get(1))).isStale()).isFalse();
        assertThat(due()).doesNotContain(group);
        assertThat(granted(known(beat("c1")))).hasSize(2);
        assertThat(granted(known(beat("c2")))).hasSize(2);
    }

    @Test
    void aPassDoesNotGoOnWhenAnotherCameInBetween() {
        // given
        beat("c1");
        beat("c2");
        Claim claim = claim();
        List<Plan> parts = inTwo(claim);
        CommitOutcome outcome = join(stores().groups().commit(claim, parts.get(0)));

        // when
        pass();

        // then
        Claim outdated = claim.after(parts.get(0), outcome.epoch());
        assertThat(join(stores().groups().commit(outdated, parts.get(1))).isStale())
                .isTrue();
    }

    private static List<Plan> inTwo(Claim claim) {
        List<Plan> parts = new Planner(new StickyBalancedAssignor(), 1).parts(claim.snapshot());
        assertThat(parts).hasSize(2);
        return parts;
    }
}
