package io.shardbeat.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FencedSinkTest {
    @TempDir
    private Path folder;

    @Test
    void theNextHolderGoesOnWhereTheLastOneWas() throws Exception {
        try (FencedSink sink = new FencedSink(file())) {
            assertThat(sink.claim(0, 5)).isZero();
            sink.write(0, 5, 10, List.of("a", "b"));
            assertThat(sink.claim(0, 6)).isEqualTo(10);
            assertThat(lines()).containsExactly("a", "b");
        }
    }

    @Test
    void whoHasAnOldTokenStoresNothing() throws Exception {
        try (FencedSink old = new FencedSink(file());
                FencedSink next = new FencedSink(file())) {
            old.claim(0, 5);
            next.claim(0, 6);
            assertThatExceptionOfType(FencedOffException.class).isThrownBy(() -> old.write(0, 5, 10, List.of("late")));
            assertThatExceptionOfType(FencedOffException.class).isThrownBy(() -> old.claim(0, 5));
            assertThat(lines()).isEmpty();
            assertThat(next.claim(0, 6)).isZero();
        }
    }

    @Test
    void aFrozenProcessThatWakesUpLateIsRefused() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process writer = new ProcessBuilder(
                        java, "-cp", System.getProperty("java.class.path"), LateWriter.class.getName(), file())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader said = writer.inputReader();
                FencedSink next = new FencedSink(file())) {
            assertThat(said.readLine()).isEqualTo("ready");
            signal("STOP", writer);
            next.claim(0, 6);
            signal("CONT", writer);
            assertThat(said.lines()).containsExactly("shard 0: token 5 is older than one that was seen");
            assertThat(lines()).containsExactly("in time");
        } finally {
            writer.destroyForcibly();
        }
    }

    private static void signal(String name, Process process) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    private String file() {
        return folder.resolve("lines.db").toString();
    }

    private List<String> lines() throws SQLException {
        try (var database = DriverManager.getConnection("jdbc:sqlite:" + file());
                var statement = database.createStatement();
                var rows = statement.executeQuery("SELECT text FROM lines ORDER BY rowid")) {
            List<String> lines = new ArrayList<>();
            while (rows.next()) {
                lines.add(rows.getString(1));
            }
            return lines;
        }
    }
}
