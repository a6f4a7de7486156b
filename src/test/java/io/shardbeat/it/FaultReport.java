package io.shardbeat.it;

import io.shardbeat.testkit.judge.Effects;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;

/** What faults did, as the rows of a table: on standard output and in {@code target/faults.md}. */
final class FaultReport {
    private static final Path FILE = Path.of("target", "faults.md");
    private static final String HEAD = """
            | fault | dialect | failed heartbeats | longest unanswered | longest idle shard | longest overlap | moved |
            |---|---|---|---|---|---|---|
            """;

    static {
        write(HEAD, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
    }

    private FaultReport() {}

    static synchronized void add(String fault, Fleet fleet, Effects effects) {
        String row = String.format(
                Locale.ROOT,
                "| %s | %s | %s | %s | %s | %s | %d |%n",
                fault,
                fleet,
                errors(effects),
                seconds(effects.longestUnanswered()),
                seconds(effects.longestIdle()),
                seconds(effects.longestShared()),
                effects.moved());
        System.out.print(row);
        write(row, StandardOpenOption.APPEND);
    }

    private static String errors(Effects effects) {
        return effects.errors().isEmpty()
                ? "none"
                : effects.errors().entrySet().stream()
                        .map(error -> error.getValue() + " `" + error.getKey() + "`")
                        .collect(Collectors.joining(", "));
    }

    private static String seconds(Duration duration) {
        return duration.isZero() ? "–" : String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1_000.0);
    }

    private static void write(String text, StandardOpenOption... options) {
        try {
            Files.createDirectories(FILE.getParent());
            Files.writeString(FILE, text, options);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
