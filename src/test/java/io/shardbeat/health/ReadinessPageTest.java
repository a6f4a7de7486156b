package io.shardbeat.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever a node may say when it is not ready is in the runbook, and the runbook has nothing that no node says. */
class ReadinessPageTest {
    private static final Path MAIN = Path.of("src", "main", "java", "io", "shardbeat");
    private static final Path REDIS = MAIN.resolve("redis");
    private static final String SECTION = section("### A node is not ready\n", "### Alerts\n");

    /** Where reasons about Redis are made, and how each is written there. */
    private static final List<Pattern> REASONS = List.of(
            Pattern.compile("server \\+ \"\\s?([a-z][^\"]*)\""),
            Pattern.compile("Optional\\.of\\(\"(?:Redis )?([^\"]*)\""),
            Pattern.compile("return \"(cannot be [^\"]*)\""),
            Pattern.compile("Unsuitable\\(\\s*\"([^\"]*)\""));

    @Test
    void everyCheckHasARow() {
        List<String> checks = sources(MAIN.resolve("health"))
                .filter(source -> source.contains("@Readiness"))
                .flatMap(source -> found(Pattern.compile("HealthCheckResponse\\.named\\(\"([^\"]+)\""), source))
                .toList();
        assertThat(checks).contains("redis", "passes", "keys", "catalog", "started");
        assertThat(checks).allSatisfy(check -> assertThat(SECTION).contains("\n| `" + check + "` |"));
    }

    @Test
    void everyReasonAboutRedisIsExplained() {
        List<String> explained = explained();
        List<String> reasons = aboutRedis()
                .flatMap(source -> REASONS.stream().flatMap(pattern -> found(pattern, source)))
                .map(String::strip)
                .filter(reason -> !reason.equals("says"))
                .toList();
        assertThat(reasons).hasSizeGreaterThan(15);
        assertThat(reasons)
                .allSatisfy(reason -> assertThat(explained).as(reason).anyMatch(reason::startsWith));
    }

    @Test
    void whatIsExplainedIsSaid() {
        String code = String.join("\n", aboutRedis().toList())
                + String.join("\n", sources(MAIN.resolve("health")).toList());
        assertThat(explained())
                .map(words -> words.replaceFirst("^says ", "").replaceFirst(" [0-9].*", ""))
                .filteredOn(words ->
                        !List.of("MISCONF", "NOREPLICAS", "ERR unknown command").contains(words))
                .allSatisfy(words -> assertThat(code).contains(words));
    }

    /** What stands in the first column of the second table. */
    private static List<String> explained() {
        return SECTION.substring(SECTION.indexOf("| it says |"))
                .lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.substring(0, line.indexOf('|', 1)))
                .flatMap(cell -> found(Pattern.compile("`([^`]+)`"), cell))
                .toList();
    }

    private static Stream<String> aboutRedis() {
        return Stream.concat(sources(REDIS), sources(REDIS.resolve("link")));
    }

    private static Stream<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map((MatchResult result) -> result.group(1)).toList().stream();
    }

    private static Stream<String> sources(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files
                    .filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .map(ReadinessPageTest::text)
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String section(String begin, String end) {
        String page = text(Path.of("docs", "operations.md"));
        return page.substring(page.indexOf(begin), page.indexOf(end));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
