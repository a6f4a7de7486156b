package io.shardbeat.group.plan;

import static io.shardbeat.assignment.AssignmentProblem.NOBODY;

import io.shardbeat.group.Lease;
import java.util.Arrays;

/** Which members say that they hold which shard, by their last reports. Two of them per shard are as good as many. */
final class ReportedOwners {
    private final Ownership ownership;
    private final long sinceEpoch;
    private int[] first = {};
    private int[] second = {};
    private boolean read;

    /** @param sinceEpoch only reports that were noted at or after this epoch count */
    ReportedOwners(Ownership ownership, long sinceEpoch) {
        this.ownership = ownership;
        this.sinceEpoch = sinceEpoch;
    }

    /** Whether the member has reported. */
    boolean isHeard(int member) {
        Lease lease = ownership.liveMembers().live().get(member).lease();
        return lease != null && lease.answeredEpoch() >= sinceEpoch;
    }

    /** Whether the member's last report lists the shard. */
    boolean has(int shard, int member) {
        Lease lease = ownership.liveMembers().live().get(member).lease();
        return lease != null
                && lease.answeredEpoch() >= sinceEpoch
                && lease.report().contains(ownership.shard(shard));
    }

    /** Some member that reports the shard, or {@code NOBODY}. */
    int any(int shard) {
        read();
        return first[shard];
    }

    /** The only member that reports the shard; {@code NOBODY} when there is none or there are several. */
    int only(int shard) {
        read();
        return second[shard] == NOBODY ? first[shard] : NOBODY;
    }

    /** Some member besides this one that reports the shard, or {@code NOBODY}. */
    int otherThan(int member, int shard) {
        read();
        return first[shard] == member ? second[shard] : first[shard];
    }

    /** Only when asked for: at rest nothing is free, and nobody asks. */
    private void read() {
        if (read) {
            return;
        }
        read = true;
        first = new int[ownership.index().size()];
        Arrays.fill(first, NOBODY);
        second = first.clone();
        for (int m = 0; m < ownership.liveMembers().live().size(); m++) {
            if (isHeard(m)) {
                read(m);
            }
        }
    }

    private void read(int member) {
        for (int shard : ownership.reported(member)) {
            if (first[shard] == NOBODY) {
                first[shard] = member;
            } else {
                second[shard] = member;
            }
        }
    }
}
