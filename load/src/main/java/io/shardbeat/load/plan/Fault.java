package io.shardbeat.load.plan;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Something that befalls part of the fleet.
 *
 * @param kind what happens
 * @param amount to how many; of a roll, how many at a time
 * @param at when, from the start of the run
 * @param lasting for how long; {@code null} for good
 */
public record Fault(
        Kind kind, Amount amount, Duration at, @Nullable Duration lasting) {
    private static final Pattern FORM = Pattern.compile("([^@]+)@([^+]+)(?:\\+(.+))?");

    /** What can happen to a consumer. */
    public enum Kind {
        /** The process ends at once, without a word; it may come back as a new process of the same name. */
        KILL,
        /** The process stands still, as under SIGSTOP or a long collection, and goes on where it was. */
        PAUSE,
        /** The process works on, but nothing it sends gets through. */
        CUT,
        /** All processes are restarted, so many at a time. */
        ROLL
    }

    public Fault {
        if ((kind == Kind.ROLL || kind == Kind.PAUSE || kind == Kind.CUT) && lasting == null) {
            throw new IllegalArgumentException(kind + " needs to say for how long, such as 10%@30s+5s");
        }
    }

    /** Reads {@code 2000@60s} or {@code 10%@30s+5s}. */
    public static Fault parse(Kind kind, String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "', expected amount@time or amount@time+duration, such as 10%@30s+5s");
        }
        String lasting = matcher.group(3);
        return new Fault(
                kind,
                Amount.parse(matcher.group(1)),
                Durations.parse(matcher.group(2)),
                lasting == null ? null : Durations.parse(lasting));
    }

    @Override
    public String toString() {
        String when = kind.name().toLowerCase(Locale.ROOT) + " " + amount + " at " + Durations.text(at);
        return lasting == null ? when : when + " for " + Durations.text(lasting);
    }
}
