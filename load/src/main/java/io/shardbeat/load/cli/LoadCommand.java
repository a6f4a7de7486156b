package io.shardbeat.load.cli;

import io.shardbeat.load.plan.Durations;
import java.time.Duration;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code run <command>}. */
@Command(
        name = "run",
        description = "Drives fleets of consumers against Shardbeat nodes and judges what it is answered.",
        mixinStandardHelpOptions = true,
        subcommands = {FleetCommand.class, CatalogCommand.class, CleanCommand.class, MergeCommand.class})
public final class LoadCommand {
    private LoadCommand() {}

    /** Exit codes: 0 good, 1 an invariant was broken, 2 wrong options, 3 a bound was exceeded, 4 it could not be run. */
    public static CommandLine commandLine() {
        CommandLine line = new CommandLine(new LoadCommand());
        line.registerConverter(Duration.class, Durations::parse);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setUsageHelpWidth(110);
        line.setExecutionExceptionHandler((failure, command, parsed) -> {
            boolean isUsage = failure instanceof IllegalArgumentException;
            command.getErr().println("run: " + failure.getMessage());
            return isUsage ? 2 : 4;
        });
        return line;
    }
}
