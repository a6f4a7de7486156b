package io.shardbeat.group;

import io.shardbeat.group.safeguard.ExpiryWindow;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a group from being torn down by what only looks like the death of most of its members, a network that is cut for
 * instance: when too many would be gone within a session timeout, nobody expires for a grace. Who comes back meanwhile is
 * alive; the others expire when the grace is over. Members that were replaced by others are not gone: short-lived ones may
 * die one after another.
 *
 * @param share of the most members that the group had at a time since the window began; more than these are too many. 0 and 1 switch the brake off
 * @param members fewer than these are never too many
 * @param grace {@code null} for the group's session timeout
 */
public record SelfPreservation(
        double share, int members, @Nullable Duration grace) {
    public static final SelfPreservation DEFAULT = new SelfPreservation(0.5, 10, null);

    public SelfPreservation {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("the share of a brake is from 0 to 1, was " + share);
        }
        if (members < 1) {
            throw new IllegalArgumentException("the members of a brake are 1 at least, were " + members);
        }
        if (grace != null && (grace.isNegative() || grace.isZero())) {
            throw new IllegalArgumentException("the grace of a brake must be longer than nothing, was " + grace);
        }
    }

    /**
     * The window after a pass that finds so many members silent. If it holds, none of them expires, else all do.
     *
     * @param silent members that may expire; 0 while a gap in service or a loss of writes excuses them
     */
    public ExpiryWindow after(GroupSnapshot group, int silent) {
        Instant now = group.now();
        ExpiryWindow before = group.watch().expiries();
        int all = group.members().size();
        if (group.isRebuilding()) {
            return before;
        }
        if (group.rebuildEpoch() != 0) { // they had a session timeout to report, and others may hold their shards
            return ExpiryWindow.beginning(now, all - silent);
        }
        if (before.holdsAt(now)) {
            return before;
        }
        if (before.isHeld()) {
            return ExpiryWindow.beginning(now, all - silent);
        }
        if (silent == 0) {
            return before;
        }
        Duration timeout = group.policy().sessionTimeout();
        ExpiryWindow window = (before.isOpenAt(now, timeout) ? before : ExpiryWindow.beginning(now, all)).seen(all);
        int gone = window.members() - (all - silent);
        Duration held = grace == null ? timeout : grace;
        return areTooMany(gone, window.members()) ? window.heldUntil(now.plus(held), gone) : window.plus(silent);
    }

    private boolean areTooMany(int gone, int most) {
        return share > 0 && gone >= members && gone > share * most;
    }
}
