package io.shardbeat.coordinator;

import io.shardbeat.coordinator.GroupStore.Claim;
import io.shardbeat.group.GroupSnapshot;
import io.shardbeat.group.Plan;
import org.jspecify.annotations.Nullable;

/** How far a pass has come: what it read, what is in force since, and the group as that makes it. */
final class Progress {
    private final GroupSnapshot read;
    /** All that was committed; {@code null} when nothing was. */
    private @Nullable Plan inForce;

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
        return inForce != null;
    }

    void committed(Plan plan) {
        inForce = inForce == null ? plan : inForce.then(plan);
    }

    /** Works out what the last commit made of the group, at the epoch that it raised the group to. */
    GroupSnapshot apply(Plan plan, long epoch) {
        claim = claim.after(plan, epoch);
        return claim.snapshot();
    }

    void tell(PassListener listener) {
        if (inForce != null) {
            listener.committed(read, inForce);
        }
    }
}
