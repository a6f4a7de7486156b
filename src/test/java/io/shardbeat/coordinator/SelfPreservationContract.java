package io.shardbeat.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.coordinator.GroupStore.Claim;
import io.shardbeat.group.GroupSnapshot;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A mass death in a group of twelve, whatever keeps the groups; the brake is the default one. */
public abstract class SelfPreservationContract extends StoreContract {
    private static final int MEMBERS = 12;
    private static final Duration STEP = TIMEOUT.dividedBy(4);

    @Test
    void aMassDeathIsHeldForAGraceAndThenGoesOn() {
        long held = twelveOfWhomOneLives();
        while (look().members().size() == MEMBERS) {
            assertThat(nowMillis()).as("the grace ends").isLessThan(held + 3 * TIMEOUT.toMillis());
            liveOn();
        }
        assertThat(nowMillis()).isGreaterThanOrEqualTo(held + TIMEOUT.toMillis());
        assertThat(look().members())
                .singleElement()
                .satisfies(member -> assertThat(member.id().name()).isEqualTo("m0"));
        assertThat(granted(known(beat("m0")))).containsExactly(0, 1, 2, 3);
    }

    @Test
    void whoComesBackDuringTheGraceKeepsItsPlaceAndTheBrakeLetsGoByItself() {
        long held = twelveOfWhomOneLives();
        allBeat();
        look();
        while (!due().contains(group)) {
            assertThat(nowMillis()).as("the grace ends").isLessThan(held + 3 * TIMEOUT.toMillis());
            allBeat();
            elapseServed(STEP);
        }
        assertThat(nowMillis()).isGreaterThanOrEqualTo(held + TIMEOUT.toMillis());
        allBeat();
        pass();
        assertThat(look().watch().expiries().isHeld()).isFalse();
        assertThat(look().members()).hasSize(MEMBERS);
    }

    /** Returns a time at which the brake did not hold yet; it holds at most a step later. */
    private long twelveOfWhomOneLives() {
        for (int i = 0; i < MEMBERS; i++) {
            beat("m" + i);
        }
        pass();
        long end = nowMillis() + 3 * TIMEOUT.toMillis();
        long before = nowMillis();
        while (!look().watch().expiries().isHeld()) {
            assertThat(nowMillis()).as("the brake takes hold").isLessThan(end);
            before = nowMillis();
            liveOn();
        }
        return before;
    }

    private void allBeat() {
        for (int i = 0; i < MEMBERS; i++) {
            known(beat("m" + i));
        }
    }

    private void liveOn() {
        elapseServed(STEP);
        beat("m0");
    }

    /** A pass, and what it found. */
    private GroupSnapshot look() {
        Claim claim = claim();
        assertThat(commit(claim).isStale()).isFalse();
        return claim.snapshot();
    }
}
