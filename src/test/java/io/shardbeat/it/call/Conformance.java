package io.shardbeat.it.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A table of docs/conformance.md, made of what a run of tests saw. With {@code -Dshardbeat.conformance=write} the table is
 * put into the page; without it, the run fails when the page says something else.
 */
final class Conformance {
    private static final Path PAGE = Path.of("docs", "conformance.md");
    private static final boolean WRITES = "write".equals(System.getProperty("shardbeat.conformance"));

    private final String table;
    private final List<String> columns;
    private final List<String> modes;
    private final SortedMap<String, Set<String>> seen = new TreeMap<>();

    /**
     * @param table its name in the page
     * @param columns what a row tells
     * @param modes how each row can have been tried, a column each
     */
    Conformance(String table, List<String> columns, List<String> modes) {
        this.table = table;
        this.columns = columns;
        this.modes = modes;
    }

    /** Notes what has just been seen to hold in this mode: a cell for each column. */
    void sawIn(String mode, String... row) {
        assertThat(modes).contains(mode);
        saw(row);
        seen.get(line(List.of(row))).add(mode);
    }

    /** Notes what has just been seen to hold, where there is but one way to try it. */
    void saw(String... row) {
        assertThat(row).hasSize(columns.size());
        seen.computeIfAbsent(line(List.of(row)), key -> new HashSet<>());
    }

    /** To be called after the last test. */
    void check() throws IOException {
        String page = Files.readString(PAGE);
        String begin = "<!-- " + table + " -->\n";
        String end = "<!-- end of " + table + " -->";
        int from = page.indexOf(begin) + begin.length();
        int to = page.indexOf(end);
        assertThat(to).as("%s has no table %s", PAGE, table).isGreaterThanOrEqualTo(from);
        if (WRITES) {
            Files.writeString(PAGE, page.substring(0, from) + text() + page.substring(to));
        } else {
            assertThat(page.substring(from, to))
                    .as("%s, which -Dshardbeat.conformance=write brings up to date", PAGE)
                    .isEqualTo(text());
        }
    }

    private String text() {
        List<String> head = new ArrayList<>(columns);
        head.addAll(modes);
        StringBuilder text = new StringBuilder(line(head)).append("|\n");
        text.append("|---".repeat(head.size())).append("|\n");
        seen.forEach((row, in) -> {
            text.append(row);
            modes.forEach(mode ->
                    text.append("| ").append(in.contains(mode) ? "yes" : "no").append(' '));
            text.append("|\n");
        });
        return text.toString();
    }

    /** Without the bar at its end. */
    private static String line(List<String> cells) {
        return "| " + String.join(" | ", cells) + " ";
    }
}
