package io.shardbeat.cls.signature;

import io.shardbeat.security.Verdict.Reason;
import io.shardbeat.security.Verdict.Refused;
import io.shardbeat.security.signature.Freshness;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Checks the timestamp of a CLS request. Source: the common error codes, AuthFailure.SignatureExpire. */
final class RequestTime {
    /** A timestamp further away than this has expired. */
    private static final Duration LIMIT = Duration.ofSeconds(300);

    private final Freshness freshness;

    RequestTime(InstantSource clock) {
        freshness = new Freshness(clock, LIMIT);
    }

    /**
     * The refusal, or {@code null} when {@code timestamp} holds seconds since 1970 and those are near enough.
     *
     * @param name where the timestamp was sent, for the message
     */
    @Nullable Refused check(@Nullable String timestamp, String name) {
        if (timestamp == null) {
            return new Refused(Reason.MISSING_DATE, name + " is missing, expected seconds since 1970");
        }
        try {
            return freshness.check(Long.parseLong(timestamp), name, timestamp);
        } catch (NumberFormatException e) {
            return new Refused(Reason.BAD_DATE, name + " is '" + timestamp + "', expected seconds since 1970");
        }
    }
}
