package io.shardbeat.group;

import io.shardbeat.assignment.MemberId;
import java.time.Duration;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * A member as a pass finds it.
 *
 * @param id its name
 * @param grant what it may hold; names the topics it was last known to subscribe to
 * @param pending whether it joined and no pass has included it yet
 * @param lease its proof of life; {@code null} when that is gone
 * @param interval the longest time between two of its heartbeats lately; {@code null} when not known, as in every group
 *     whose fence margin does not depend on it
 * @param family the library it runs; known where its interval is
 */
public record Member(
        MemberId id,
        Grant grant,
        boolean pending,
        @Nullable Lease lease,
        @Nullable Duration interval,
        ClientFamily family) {

    /** One whose heartbeat interval is not known. */
    public Member(MemberId id, Grant grant, boolean pending, @Nullable Lease lease) {
        this(id, grant, pending, lease, null, ClientFamily.UNKNOWN);
    }

    /** The same, with another grant, as a pass has included it. */
    public Member granted(Grant other) {
        return new Member(id, other, false, lease, interval, family);
    }

    /** What the member subscribes to: what its last report names, else what its grant names. */
    public Collection<String> topics() {
        return lease != null && !lease.report().topics().isEmpty()
                ? lease.report().topics()
                : grant.shards().topics();
    }
}
