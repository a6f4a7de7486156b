package io.shardbeat.coordinator.pass;

import io.shardbeat.coordinator.GroupStore.Claim;
import io.shardbeat.group.GroupSnapshot;
import io.shardbeat.group.plan.Plan;
import java.util.ArrayList;
import java.util.List;

/** How far a pass has come: what it read, what is in force since, and the group as that makes it. */
final class Progress {
    private final GroupSnapshot read;
    private final List<Plan> inForce = new ArrayList<>();
    private Claim claim;

    Progress(Claim claim) {
        this.read = claim.snapshot();
        this.claim = claim;
    }

    /** The group as it must be now, if all that was committed has been applied. */
    Claim claim() {
        return claim;
    }

    boolean hasBegun() {
        return !inForce.isEmpty();
    }

    void committed(Plan plan) {
        inForce.add(plan);
    }

    /** Works out what the last commit made of the group, at the epoch that it raised the group to. */
    GroupSnapshot apply(Plan plan, long epoch) {
        claim = claim.after(plan, epoch);
        return claim.snapshot();
    }

    void tell(PassListener listener) {
        if (hasBegun()) {
            listener.committed(read, Plan.inSequence(inForce));
        }
    }
}
