package io.shardbeat.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.assignment.sticky.StickyBalancedAssignor;
import io.shardbeat.coordinator.GroupStore.Claim;
import io.shardbeat.coordinator.GroupStore.CommitOutcome;
import io.shardbeat.group.plan.Commit;
import io.shardbeat.group.plan.Plan;
import io.shardbeat.group.plan.Planner;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Plans that take more than one commit. */
public abstract class BigPlanContract extends StoreContract {
    @Test
    void aPassGoesOnUnderItsClaimWithoutReadingAgain() {
        // given
        beat("c1");
        beat("c2");
        Claim claim = claim();
        Commit first = firstOfTwo(claim);

        // when
        CommitOutcome outcome = join(stores().groups().commit(claim, first.plan()));

        // then
        assertThat(due()).as("it is still claimed").doesNotContain(group);
        Claim now = claim.after(first.plan(), outcome.epoch());
        assertThat(join(stores().groups().commit(now, rest(first))).isStale()).isFalse();
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
        Commit first = firstOfTwo(claim);
        CommitOutcome outcome = join(stores().groups().commit(claim, first.plan()));

        // when
        pass();

        // then
        Claim outdated = claim.after(first.plan(), outcome.epoch());
        assertThat(join(stores().groups().commit(outdated, rest(first))).isStale())
                .isTrue();
    }

    private static Commit firstOfTwo(Claim claim) {
        Commit first = new Planner(new StickyBalancedAssignor(), 1).step(claim.snapshot());
        assertThat(first.plan().more()).isTrue();
        return first;
    }

    private static Plan rest(Commit step) {
        return Objects.requireNonNull(step.rest(), "nothing is left");
    }
}
