package io.shardbeat.ctl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose key is sent, and that it goes nowhere else. */
class KeysTest {
    private static final String ANSWER = "{\"groups\": []}";

    @Test
    void theKeyGoesAsBasicAuthentication() throws IOException {
        assertThat(sent(new Ctl(), "--key", "ops:sec:ret")).isEqualTo(basic("ops:sec:ret"));
    }

    @Test
    void itCanComeFromTheEnvironment() throws IOException {
        assertThat(sent(new Ctl().with("SHARDBEAT_KEY", "env:one"))).isEqualTo(basic("env:one"));
    }

    @Test
    void theCommandLineIsStrongerThanTheEnvironment() throws IOException {
        assertThat(sent(new Ctl().with("SHARDBEAT_KEY", "env:one"), "--key", "line:one"))
                .isEqualTo(basic("line:one"));
    }

    @Test
    void itCanComeFromAMountedFile(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("key"), "file:one\n");
        assertThat(sent(new Ctl(), "--key-file", file.toString())).isEqualTo(basic("file:one"));
        assertThat(sent(new Ctl().with("SHARDBEAT_KEY_FILE", file.toString()))).isEqualTo(basic("file:one"));
    }

    @Test
    void withoutAKeyNoneIsSent() throws IOException {
        assertThat(sent(new Ctl())).isEmpty();
    }

    @Test
    void aRedirectIsNotFollowedWithTheKey() throws IOException {
        try (FakeNode node = new FakeNode().answers(302, "{}")) {
            Ctl.Run run = new Ctl().run("groups", "--url", node.url(), "--key", "ops:secret");
            assertThat(run.exit()).isEqualTo(1);
            assertThat(run.err()).isEqualTo("shardbeatctl: cannot list groups: 302 no reason given\n");
        }
    }

    @Test
    void helpDoesNotShowAKeyOfTheEnvironment() {
        Ctl.Run run = new Ctl().with("SHARDBEAT_KEY", "ops:secret").run("drain", "--help");
        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains("--reason", "--dry-run", "--if-epoch").doesNotContain("secret");
    }

    private static String sent(Ctl ctl, String... options) throws IOException {
        try (FakeNode node = new FakeNode().answers(200, ANSWER)) {
            String[] arguments = new String[options.length + 3];
            System.arraycopy(options, 0, arguments, 0, options.length);
            arguments[options.length] = "--url";
            arguments[options.length + 1] = node.url();
            arguments[options.length + 2] = "groups";
            Ctl.Run run = ctl.run(arguments);
            assertThat(run.exit()).as(run.err()).isZero();
            assertThat(run.out() + run.err()).doesNotContain("one", "ret");
            return node.asked().get(0).authorization();
        }
    }

    private static String basic(String key) {
        return "Basic " + Base64.getEncoder().encodeToString(key.getBytes(StandardCharsets.UTF_8));
    }
}
