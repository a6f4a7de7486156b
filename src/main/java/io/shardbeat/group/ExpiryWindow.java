package io.shardbeat.group;

import java.time.Duration;

/**
 * How many members of a group expired lately: what the {@link Brake} judges by. Leases of members that died together end
 * spread over a heartbeat interval, so that each pass sees only a few of them.
 *
 * @param sinceMillis when the window began, in milliseconds of Redis time
 * @param members how many members there were then
 * @param expired how many expired since; while expiry is held, how many would have
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

    ExpiryWindow plus(int more) {
        return new ExpiryWindow(sinceMillis, members, expired + more, heldUntilMillis);
    }

    ExpiryWindow heldUntil(long millis) {
        return new ExpiryWindow(sinceMillis, members, expired, millis);
    }
}
