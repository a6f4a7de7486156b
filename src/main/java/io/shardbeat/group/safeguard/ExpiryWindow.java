package io.shardbeat.group.safeguard;

import io.shardbeat.group.SelfPreservation;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How many members of a group expired lately: what the {@link SelfPreservation} judges by. Leases of members that died together end
 * spread over a heartbeat interval, so that each pass sees only a few of them.
 *
 * @param since when the window began, in Redis time; {@code null} when none has begun yet
 * @param members the most members that there were at a time, then or at a later expiry
 * @param expired how many expired since; while expiry is held, by how many fewer there would be
 * @param heldUntil until when the brake holds; {@code null} when it does not
 */
public record ExpiryWindow(
        @Nullable Instant since,
        int members,
        int expired,
        @Nullable Instant heldUntil) {
    public static final ExpiryWindow NONE = new ExpiryWindow(null, 0, 0, null);

    public static ExpiryWindow beginning(Instant since, int members) {
        return new ExpiryWindow(since, members, 0, null);
    }

    /** Whether the brake has taken hold, and no pass has let go since. */
    public boolean isHeld() {
        return heldUntil != null;
    }

    public boolean holdsAt(Instant now) {
        return heldUntil != null && now.isBefore(heldUntil);
    }

    public boolean isOpenAt(Instant now, Duration length) {
        return since != null && !now.isBefore(since) && now.isBefore(since.plus(length));
    }

    public ExpiryWindow seen(int all) {
        return new ExpiryWindow(since, Math.max(members, all), expired, heldUntil);
    }

    public ExpiryWindow plus(int more) {
        return new ExpiryWindow(since, members, expired + more, heldUntil);
    }

    public ExpiryWindow heldUntil(Instant end, int gone) {
        return new ExpiryWindow(since, members, gone, end);
    }
}
