package io.shardbeat.group;

import java.time.Duration;

/**
 * How many members of a group expired lately: what the {@link Brake} judges by. Leases of members that died together end
 * spread over a heartbeat interval, so that each pass sees only a few of them.
 *
 * @param sinceMillis when the window began, in milliseconds of Redis time
 * @param members the most members that there were at a time, then or at a later expiry
 * @param expired how many expired since; while expiry is held, by how many fewer there would be
 * @param heldUntilMillis until when the brake holds; 0 when it does not
 */
public record ExpiryWindow(long sinceMillis, int members, int expired, long heldUntilMillis) {
    public static final ExpiryWindow NONE = new ExpiryWindow(0, 0, 0, 0);

    static ExpiryWindow beginning(long millis, int members) {
        return new ExpiryWindow(millis, members, 0, 0);
    }

    /** Whether the brake has taken hold, and no pass has let go since. */
    public boolean isHeld() {
        return heldUntilMillis > 0;
    }

    public boolean holdsAt(long millis) {
        return millis < heldUntilMillis;
    }

    boolean isOpenAt(long millis, Duration length) {
        return millis >= sinceMillis && millis - sinceMillis < length.toMillis();
    }

    ExpiryWindow seen(int all) {
        return new ExpiryWindow(sinceMillis, Math.max(members, all), expired, heldUntilMillis);
    }

    ExpiryWindow plus(int more) {
        return new ExpiryWindow(sinceMillis, members, expired + more, heldUntilMillis);
    }

    ExpiryWindow heldUntil(long millis, int gone) {
        return new ExpiryWindow(sinceMillis, members, gone, millis);
    }
}
