package io.shardbeat.it.fault;

import io.shardbeat.it.worker.Verdict;
import io.shardbeat.testkit.judge.Effects;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What faults did, as the rows of a table: on standard output and in {@code target/faults.md}, which the processes of one
 * build share.
 */
final class FaultReport {
    private static final Path FILE = Path.of("target", "faults.md");
    private static final String RUN = "<!-- " + System.getProperty("faults.run", "one test") + " -->\n";
    private static final String HEAD = RUN + """

            | fault | dialect | failed heartbeats | longest unanswered | longest idle shard | longest overlap | moved |
            |---|---|---|---|---|---|---|
            """;

    static {
        begin();
    }

    private FaultReport() {}

    static void add(String fault, Fleet fleet, Effects effects) {
        row(
                fault,
                fleet,
                errors(effects),
                seconds(effects.longestUnanswered()),
                seconds(effects.longestIdle()),
                seconds(effects.longestShared()),
                effects.moved());
    }

    /** Of consumers whose heartbeats nobody watched, only their work. */
    static void add(String fault, String clients, Verdict work) {
        row(
                fault,
                clients,
                "not seen",
                "not seen",
                seconds(work.longestIdle()),
                work.overlaps().isEmpty() ? "–" : work.overlaps().size() + " times",
                work.moved());
    }

    private static synchronized void row(Object... cells) {
        String row = String.format(Locale.ROOT, "| %s | %s | %s | %s | %s | %s | %d |%n", cells);
        System.out.print(row);
        try {
            Files.writeString(FILE, row, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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

    /** An earlier build's rows go, those of another process of this one stay. */
    private static void begin() {
        try {
            Files.createDirectories(FILE.getParent());
            try (FileChannel file = FileChannel.open(
                            FILE, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
                    FileLock ignored = file.lock()) {
                if (!Files.readString(FILE).startsWith(RUN)) {
                    file.truncate(0);
                    file.write(ByteBuffer.wrap(HEAD.getBytes(StandardCharsets.UTF_8)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
