package io.shardbeat.coordinator.groups;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What operators want to know of a member and no pass needs.
 *
 * @param now when it was read, in Redis time
 * @param leaseLeft when its lease ends, from then on; {@code null} when it is gone
 * @param join who it was when it joined; {@code null} when nobody noted that
 */
public record MemberFacts(
        Instant now, @Nullable Duration leaseLeft, @Nullable Join join) {
    /** Nothing but that it has no lease. */
    public static final MemberFacts UNKNOWN = new MemberFacts(Instant.EPOCH, null, null);

    /**
     * @param at when, in Redis time
     * @param address where it came from; empty when not known
     * @param key the id of the access key it showed; empty without one
     * @param client what it said it is; empty when it said nothing
     */
    public record Join(Instant at, String address, String key, String client) {}

    /** When its last heartbeat came: a heartbeat sets the lease to the session timeout. {@code null} without a lease. */
    public @Nullable Instant lastHeartbeat(Duration sessionTimeout) {
        if (leaseLeft == null) {
            return null;
        }
        Duration ago = sessionTimeout.minus(leaseLeft);
        return ago.isNegative() ? now : now.minus(ago);
    }
}
