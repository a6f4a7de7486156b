package io.shardbeat.ctl.cli.look;

import io.shardbeat.ctl.cli.Shardbeatctl;
import io.shardbeat.ctl.text.Spans;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Options that are times. */
final class Times {
    private Times() {}

    static @Nullable Instant of(@Nullable String text, String option, Shardbeatctl ctl) {
        try {
            return text == null ? null : Spans.instant(text, ctl.now());
        } catch (IllegalArgumentException e) {
            throw ctl.wrong(option + " '" + text + "': " + e.getMessage());
        }
    }
}
