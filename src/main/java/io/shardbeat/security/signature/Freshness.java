package io.shardbeat.security.signature;

import io.shardbeat.security.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Refuses requests whose time is too far from this server's, so that a captured one cannot be sent again for ever.
 * Within the limit it can: clients re-send the same bytes after a timeout, so equal requests are not refused.
 */
public final class Freshness {
    private final InstantSource clock;
    private final long limitSeconds;

    /** @param limit the difference still accepted, in either direction */
    public Freshness(InstantSource clock, Duration limit) {
        this.clock = clock;
        limitSeconds = limit.toSeconds();
    }

    /**
     * The refusal, or {@code null} when the time is near enough.
     *
     * @param epochSeconds when the request says it was made; any number, it comes from outside
     * @param name where it says so, for the message
     * @param given how it says so, for the message
     */
    public Verdict.@Nullable Refused check(long epochSeconds, String name, String given) {
        long now = Math.floorDiv(clock.millis(), 1000L);
        if (epochSeconds >= now - limitSeconds && epochSeconds <= now + limitSeconds) {
            return null;
        }
        return new Verdict.Refused(
                Verdict.Reason.EXPIRED,
                name + " is '" + given + "', more than " + limitSeconds
                        + " s away from this server's clock, which reads " + Instant.ofEpochSecond(now) + " (" + now
                        + ")");
    }
}
