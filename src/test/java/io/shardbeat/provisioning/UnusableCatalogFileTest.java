package io.shardbeat.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.catalog.Namespace;
import io.shardbeat.cls.ClsSection;
import io.shardbeat.config.RedisChoice;
import io.shardbeat.config.ShardbeatConfig;
import io.shardbeat.group.GroupId;
import io.shardbeat.sls.SlsSection;
import io.shardbeat.testkit.UnusableFiles;
import io.shardbeat.testkit.cls.Settings;
import io.shardbeat.testkit.memory.MemoryCatalog;
import io.shardbeat.testkit.memory.MemoryGroupDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What may lie where the catalog file should be: told in one line, and what was declared before stays. */
class UnusableCatalogFileTest {
    private static final String CATALOG =
            "sls: {projects: [{name: p, logstores: [{name: l, shards: 2, groups: [{name: g}]}]}]}";
    private static final GroupId GROUP = new GroupId(new Namespace("sls", "p"), "l", "g");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "directory | it is not a regular file",
                "pipe | it is not a regular file",
                "dangling link | there is no such file",
                "link to itself | Too many levels of symbolic links",
                "locked | it may not be read",
                "a gigabyte | it is longer than 67108864 bytes",
                "no UTF-8 | : expected text in UTF-8",
                "zeros | expected YAML or JSON",
                "deep | nesting depth (1001) exceeds the maximum allowed",
                "a long number | shards, expected a whole number",
                "an alias bomb | has a YAML alias, which is not supported",
                "many aliases | has a YAML alias, which is not supported",
            })
    @Timeout(20)
    void isToldInOneLineAndTakesNothingAway(String what, String expected) throws Exception {
        Path path = Files.writeString(folder.resolve("catalog.yaml"), CATALOG);
        CatalogProvisioner provisioner = provisioner(path);
        provisioner.applyIfChanged();
        assertThat(provisioner.groups()).containsExactly(GROUP);
        Files.delete(path);
        put(what, path);
        for (int i = 0; i < 3; i++) {
            provisioner.applyIfChanged();
        }
        assertThat(provisioner.problem().orElseThrow())
                .startsWith("catalog file " + path)
                .containsIgnoringCase(expected)
                .hasLineCount(1)
                .hasSizeLessThan(400);
        assertThat(provisioner.groups()).containsExactly(GROUP);

        Files.delete(path);
        Files.writeString(path, CATALOG);
        provisioner.applyIfChanged();
        assertThat(provisioner.problem()).isEmpty();
    }

    /** Nothing was declared before: the node says why it is not ready. */
    @Test
    void isToldAtTheStartToo() throws IOException {
        Path path = Files.write(folder.resolve("catalog.yaml"), new byte[1_000_000]);
        CatalogProvisioner provisioner = provisioner(path);
        provisioner.applyIfChanged();
        assertThat(provisioner.isSettled()).isFalse();
        assertThat(provisioner.problem().orElseThrow()).contains("expected YAML or JSON");
    }

    private static void put(String what, Path path) throws Exception {
        switch (what) {
            case "no UTF-8" ->
                Files.write(path, CATALOG.replace("name: p", "name: \u00c3(").getBytes(StandardCharsets.ISO_8859_1));
            case "zeros" -> Files.write(path, new byte[1_000_000]);
            case "deep" -> Files.writeString(path, "sls: " + "[".repeat(100_000));
            case "a long number" -> Files.writeString(path, CATALOG.replace("shards: 2", "shards: " + "9".repeat(900)));
            case "an alias bomb" -> Files.writeString(path, bomb());
            case "many aliases" -> Files.writeString(path, "sls: &a {projects: [" + "*a,".repeat(10_000) + "]}");
            default -> UnusableFiles.put(what, path, CATALOG);
        }
    }

    /** Nine times nine times nine ... */
    private static String bomb() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x]\n");
        for (int i = 1; i < 10; i++) {
            bomb.append("a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ",").repeat(9)));
        }
        return bomb.append("sls: *a9\n").toString();
    }

    private static CatalogProvisioner provisioner(Path path) {
        ShardbeatConfig config = Settings.of("catalog.file", path.toString());
        RedisChoice external = new RedisChoice(Optional.of(List.of("redis://redis")), config);
        CatalogFile format = new CatalogFile(List.of(new SlsSection(), new ClsSection()));
        return new CatalogProvisioner(
                config, external, new MemoryCatalog(), new MemoryGroupDirectory(), () -> "first", format);
    }
}
