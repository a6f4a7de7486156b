package io.shardbeat.sls.signature;

import io.shardbeat.http.RawRequest;
import io.shardbeat.security.Verdict.Reason;
import io.shardbeat.security.Verdict.Refused;
import io.shardbeat.security.signature.Freshness;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Checks when an SLS request says it was made. Source: "Common request headers" of the SLS API reference. */
final class RequestTime {
    static final String BASIC_ISO_FORM = "yyyyMMdd'T'HHmmss'Z'";

    /** Beyond this the answer is documented to be RequestTimeTooSkewed. */
    private static final Duration LIMIT = Duration.ofMinutes(15);

    private final Freshness freshness;

    RequestTime(InstantSource clock) {
        freshness = new Freshness(clock, LIMIT);
    }

    /**
     * Version 1: {@code Date}, and {@code x-log-date} where there is one. The documentation lets {@code x-log-date} stand
     * in for {@code Date} here, but it is not signed: if it alone counted, a captured request would never expire.
     */
    @Nullable Refused checkV1(RawRequest request) {
        String date = request.header("Date");
        String logDate = request.header("x-log-date");
        if (date == null && logDate == null) {
            return new Refused(
                    Reason.MISSING_DATE, "neither Date nor x-log-date is there, expected Date as in RFC 1123");
        }
        Refused refused = date == null ? null : check("Date", date);
        return refused != null || logDate == null ? refused : check("x-log-date", logDate);
    }

    /** Version 4: {@code x-log-date} in its basic ISO form, which the string to sign starts with. */
    @Nullable Refused checkV4(String logDate) {
        return logDate.length() == SlsDate.BASIC_ISO_LENGTH
                ? check("x-log-date", logDate)
                : new Refused(Reason.BAD_DATE, "header x-log-date is '" + logDate + "', expected " + BASIC_ISO_FORM);
    }

    private @Nullable Refused check(String header, String value) {
        long epochSeconds = SlsDate.epochSeconds(value);
        return epochSeconds == SlsDate.UNREADABLE
                ? new Refused(
                        Reason.BAD_DATE,
                        "header " + header + " is '" + value
                                + "', expected a date like 'Sat, 21 Nov 2026 20:32:10 GMT' or 20261121T203210Z")
                : freshness.check(epochSeconds, header, value);
    }
}
