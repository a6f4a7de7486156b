package io.shardbeat.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where {@code mvnw} has Maven run. In place of Maven there is a script that tells where it was started, and with what. */
class MvnwTest {
    private static final Path PROJECT = Path.of("").toAbsolutePath();

    @TempDir
    Path temp;

    Path elsewhere;

    @BeforeEach
    void installAMavenThatTells() throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "no /bin/sh");
        temp = temp.toRealPath();
        elsewhere = Files.createDirectories(temp.resolve("else where"));
        Properties wrapper = new Properties();
        try (InputStream in = Files.newInputStream(PROJECT.resolve(".mvn/wrapper/maven-wrapper.properties"))) {
            wrapper.load(in);
        }
        String name = "apache-maven-" + wrapper.getProperty("version") + "-"
                + wrapper.getProperty("distributionSha512Sum").substring(0, 16);
        Path bin = Files.createDirectories(temp.resolve("wrapper/dists").resolve(name + "/bin"));
        Path mvn = Files.writeString(bin.resolve("mvn"), "#!/bin/sh\npwd -P\nprintf '%s\\n' \"$@\"\n");
        assertThat(mvn.toFile().setExecutable(true)).isTrue();
    }

    @Test
    void buildsThisProjectFromAnywhere() throws Exception {
        assertThat(mvnw("-q", "verify")).containsExactly(PROJECT.toString(), "-q", "verify");
    }

    @Test
    void buildsWhatIsNamedSeenFromWhereItIsCalled() throws Exception {
        for (List<String> named : List.of(
                List.of("-f", "pom.xml"),
                List.of("--file", "pom.xml"),
                List.of("--file=pom.xml"),
                List.of("-f=pom.xml"))) {
            List<String> told = mvnw(named.toArray(String[]::new));
            assertThat(told).first().isEqualTo(elsewhere.toString());
            assertThat(told.subList(1, told.size())).isEqualTo(named);
        }
    }

    @Test
    void otherOptionsThatBeginLikeItDoNotCount() throws Exception {
        assertThat(mvnw("-fae", "-Djmh=-f 1")).containsExactly(PROJECT.toString(), "-fae", "-Djmh=-f 1");
    }

    /** It would be started without them, in silence. */
    @Test
    void settingsReachTheNodeThatQuarkusRunStarts() throws Exception {
        assertThat(mvnw("package", "quarkus:run", "-Dquarkus.http.port=0", "-DskipTests", "-Dshardbeat.auth.mode=off"))
                .endsWith("-DsysProps=quarkus.http.port=0,shardbeat.auth.mode=off");
        assertThat(mvnw("quarkus:dev", "-Dquarkus.http.port=0")).endsWith("quarkus:dev", "-Dquarkus.http.port=0");
    }

    @Test
    void aSettingThatQuarkusRunWouldTearApartIsRefused() throws Exception {
        String hosts = "-Dquarkus.redis.hosts=redis://a,redis://b";
        assertThat(call(1, "quarkus:run", hosts)).singleElement().asString().contains("cannot pass on " + hosts);
        assertThat(mvnw("verify", hosts)).endsWith("verify", hosts);
    }

    private List<String> mvnw(String... arguments) throws IOException, InterruptedException {
        return call(0, arguments);
    }

    private List<String> call(int expected, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(PROJECT.resolve("mvnw").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(elsewhere.toFile()).redirectErrorStream(true);
        builder.environment().put("MAVEN_USER_HOME", temp.toString());
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isEqualTo(expected);
        return output.lines().toList();
    }
}
