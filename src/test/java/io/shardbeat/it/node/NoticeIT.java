package io.shardbeat.it.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** NOTICE names what the packaged node carries: all of it, and nothing else. */
class NoticeIT {
    private static final Pattern WORK = Pattern.compile("(?m)^- .+ \\(([a-z0-9.-]+)\\): ");
    private static final Path APP = Path.of(System.getProperty("shardbeat.app")).resolveSibling("app");
    private static final Path LIBRARIES =
            Path.of(System.getProperty("shardbeat.app")).resolveSibling("lib").resolve("main");

    @Test
    void everyLibraryIsNamed() throws IOException {
        assertThat(libraries())
                .hasSizeGreaterThan(50)
                .allSatisfy(jar ->
                        assertThat(groups()).anySatisfy(group -> assertThat(jar).startsWith(group + ".")));
    }

    @Test
    void everyNamedWorkIsThere() throws IOException {
        assertThat(groups())
                .allSatisfy(group -> assertThat(libraries())
                        .anySatisfy(jar -> assertThat(jar).startsWith(group + ".")));
    }

    @Test
    void theRedisThatIsNamedIsTheOneThatIsCarried() throws IOException {
        String jar = libraries().stream()
                .filter(name -> name.startsWith("org.signal.embedded-redis"))
                .findFirst()
                .orElseThrow();
        try (ZipFile zip = new ZipFile(LIBRARIES.resolve(jar).toFile())) {
            assertThat(zip.stream().filter(entry -> entry.getName().startsWith("redis-server-")))
                    .isNotEmpty()
                    .allSatisfy(entry -> assertThat(entry.getName()).startsWith("redis-server-7.0.15-"));
        }
        assertThat(notice()).contains("servers of Redis 7.0.15");
    }

    @Test
    void noticeAndLicenceGoWithTheNode() throws IOException {
        Path jar;
        try (Stream<Path> files = Files.list(APP)) {
            jar = files.filter(file -> file.toString().endsWith(".jar"))
                    .findFirst()
                    .orElseThrow();
        }
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            for (String name : List.of("NOTICE", "LICENSE")) {
                byte[] packaged =
                        zip.getInputStream(zip.getEntry("META-INF/" + name)).readAllBytes();
                assertThat(packaged).isEqualTo(Files.readAllBytes(Path.of(name)));
            }
        }
    }

    /** What the node starts with is in a folder of its own. */
    private static List<String> libraries() throws IOException {
        try (Stream<Path> main = Files.list(LIBRARIES);
                Stream<Path> boot = Files.list(LIBRARIES.resolveSibling("boot"))) {
            return Stream.concat(main, boot)
                    .map(file -> file.getFileName().toString())
                    .toList();
        }
    }

    private static List<String> groups() throws IOException {
        return WORK.matcher(notice())
                .results()
                .map((MatchResult work) -> work.group(1))
                .toList();
    }

    private static String notice() throws IOException {
        return Files.readString(Path.of("NOTICE"));
    }
}
