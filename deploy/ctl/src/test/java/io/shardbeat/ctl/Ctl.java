package io.shardbeat.ctl;

import io.shardbeat.ctl.cli.Surroundings;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The program in this process: its environment, its clock and what it printed. */
final class Ctl {
    static final Instant NOW = Instant.parse("2026-11-29T03:00:00Z");

    private final Map<String, String> environment = new HashMap<>();

    /** @param exit what a shell would see */
    record Run(int exit, String out, String err) {
        List<String> lines() {
            return out.lines().toList();
        }
    }

    static Ctl at(String url) {
        return new Ctl().with("SHARDBEAT_URL", url);
    }

    Ctl with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    Run run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Surroundings surroundings =
                new Surroundings(name -> environment.getOrDefault(name, ""), () -> NOW, stream(out), stream(err));
        int exit = CommandLines.of(surroundings).execute(arguments);
        return new Run(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
