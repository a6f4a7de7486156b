package io.shardbeat.coordinator;

import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupSnapshot;
import io.shardbeat.group.plan.Plan;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Where groups live. Every method may complete with {@link StoreUnavailableException}, and does so within a bounded
 * time; none blocks.
 */
public interface GroupStore {
    /** Renews a lease and reads the grant, or admits the member, in one step. */
    CompletionStage<BeatReply> beat(Heartbeat heartbeat);

    /**
     * What the heartbeat would be answered now, without touching the lease: {@code Known} or {@code Unsettled}; empty when
     * the group or member is gone.
     */
    CompletionStage<Optional<BeatReply>> answer(Heartbeat heartbeat);

    /** Marks the group as being looked at and reads it; empty when it does not exist. */
    CompletionStage<Optional<Claim>> claim(GroupId group);

    /**
     * Writes a plan if the group is still as it was read; wake-ups since the claim are kept either way. The claim stands
     * when the plan is part of more.
     */
    CompletionStage<CommitOutcome> commit(Claim claim, Plan plan);

    /**
     * A pass over the group failed, and the store is not to blame: the group is marked, and due again after a time that
     * doubles with every failure.
     *
     * @param reason for operators
     * @return for how long passes leave it alone
     */
    default CompletionStage<Duration> setApart(GroupId group, String reason) {
        return CompletableFuture.completedFuture(Duration.ZERO);
    }

    /** The groups of a bucket that are due. Leases that are due are looked at on the way. */
    CompletionStage<List<GroupId>> sweep(int bucket, Sweep sweep);

    /** Whether it is time to sweep the bucket again; until then, nothing in it can be due as far as this node knows. */
    boolean mayBeDue(int bucket);

    /** How many buckets there are. */
    int buckets();

    /**
     * A group as read by a pass.
     *
     * @param snapshot what was read
     * @param token tells this claim from a later wake-up
     */
    record Claim(GroupSnapshot snapshot, String token) {
        /** The same claim after a commit under it: the group as it must be now, without reading it again. */
        public Claim after(Plan plan, long epoch) {
            return new Claim(plan.applyTo(snapshot, epoch), token);
        }
    }

    /**
     * How a commit ends.
     *
     * @param epoch the epoch in force now; 0 when nothing was written
     */
    record CommitOutcome(long epoch) {
        /** The group changed since it was read, or a lease that was gone came back: read again. */
        public static final CommitOutcome STALE = new CommitOutcome(0);

        public boolean isStale() {
            return epoch == 0;
        }
    }

    /** Which due entries a sweep takes. */
    enum Sweep {
        /** All that are due: the bucket is this node's. */
        OWN,
        /** Only what is overdue: another node owns the bucket and may have died. */
        BACKUP
    }
}
