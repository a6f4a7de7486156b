package io.shardbeat.ctl.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.shardbeat.ctl.api.AdminApi;
import io.shardbeat.ctl.api.Target;
import io.shardbeat.ctl.print.Format;
import io.shardbeat.ctl.text.Json;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The options that all commands have, and what they lead to. */
@Command(
        name = "shardbeatctl",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "Looks at and changes the consumer groups of a Shardbeat node.",
        footer = {
            "",
            "Exit codes: 0 done, 1 refused, 2 wrong usage, 3 not found,",
            "4 the epoch has moved on, 5 nobody answered in time."
        })
public final class Shardbeatctl implements Runnable {
    private static final String DEFAULT_URL = "http://localhost:8080";

    private final Surroundings surroundings;

    @Option(
            names = "--url",
            scope = ScopeType.INHERIT,
            paramLabel = "URL",
            description = "A node, or what is in front of all; else SHARDBEAT_URL, else " + DEFAULT_URL + ".")
    private @Nullable String url;

    @Option(
            names = "--key",
            scope = ScopeType.INHERIT,
            paramLabel = "ID:SECRET",
            description = "The access key; else SHARDBEAT_KEY. Others on this machine can read a command line.")
    private @Nullable String key;

    @Option(
            names = "--key-file",
            scope = ScopeType.INHERIT,
            paramLabel = "FILE",
            description = "A file with ID:SECRET in its first line; else SHARDBEAT_KEY_FILE.")
    private @Nullable Path keyFile;

    @Option(
            names = "--timeout",
            scope = ScopeType.INHERIT,
            paramLabel = "DURATION",
            defaultValue = "10s",
            description = "How long a node may take for one answer: 500ms, 10s, 1m. Default: 10s.")
    private Duration timeout;

    @Option(
            names = {"-o", "--output"},
            scope = ScopeType.INHERIT,
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "table, wide or json. Default: table.")
    private Format format;

    @Spec
    private CommandSpec spec;

    public Shardbeatctl(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public void run() {
        throw wrong("name a command");
    }

    public AdminApi api() {
        try {
            return new AdminApi(Target.of(url == null ? or("SHARDBEAT_URL", DEFAULT_URL) : url, secret(), timeout));
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    public Format format() {
        return format;
    }

    public PrintStream out() {
        return surroundings.out();
    }

    public PrintStream err() {
        return surroundings.err();
    }

    public Instant now() {
        return surroundings.clock().instant();
    }

    /** What the environment says, or else. */
    public String or(String variable, String otherwise) {
        String value = surroundings.environment().apply(variable);
        return value.isEmpty() ? otherwise : value;
    }

    /** Prints JSON when that is wanted. */
    public boolean printedAsJson(JsonNode answer) {
        if (format == Format.json) {
            out().println(Json.pretty(answer));
        }
        return format == Format.json;
    }

    /** For what only shows after the command line was read. */
    public ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private String secret() {
        if (key != null) {
            return key;
        }
        String file = keyFile == null ? or("SHARDBEAT_KEY_FILE", "") : keyFile.toString();
        if (file.isEmpty() || (keyFile == null && !or("SHARDBEAT_KEY", "").isEmpty())) {
            return or("SHARDBEAT_KEY", "");
        }
        try {
            return Files.readString(Path.of(file))
                    .lines()
                    .findFirst()
                    .orElse("")
                    .strip();
        } catch (IOException e) {
            throw wrong("cannot read the key file " + file + " (" + e.getClass().getSimpleName() + ")");
        }
    }
}
