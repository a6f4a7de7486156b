package io.shardbeat.ctl;

import io.shardbeat.ctl.api.ExitCode;
import io.shardbeat.ctl.api.Failure;
import io.shardbeat.ctl.api.GroupPath;
import io.shardbeat.ctl.api.ShardName;
import io.shardbeat.ctl.cli.Shardbeatctl;
import io.shardbeat.ctl.cli.Surroundings;
import io.shardbeat.ctl.cli.change.ApplyCommand;
import io.shardbeat.ctl.cli.change.CheckpointsCommand;
import io.shardbeat.ctl.cli.change.DeleteCommand;
import io.shardbeat.ctl.cli.change.DrainCommand;
import io.shardbeat.ctl.cli.change.EvictCommand;
import io.shardbeat.ctl.cli.change.LeaveCommand;
import io.shardbeat.ctl.cli.change.PauseCommand;
import io.shardbeat.ctl.cli.change.RebalanceCommand;
import io.shardbeat.ctl.cli.change.RebuildCommand;
import io.shardbeat.ctl.cli.change.RelistCommand;
import io.shardbeat.ctl.cli.change.RestoreCommand;
import io.shardbeat.ctl.cli.change.ResumeCommand;
import io.shardbeat.ctl.cli.change.UndrainCommand;
import io.shardbeat.ctl.cli.change.WeightCommand;
import io.shardbeat.ctl.cli.change.shard.FinishCommand;
import io.shardbeat.ctl.cli.change.shard.ParkCommand;
import io.shardbeat.ctl.cli.change.shard.PinCommand;
import io.shardbeat.ctl.cli.change.shard.UnparkCommand;
import io.shardbeat.ctl.cli.change.shard.UnpinCommand;
import io.shardbeat.ctl.cli.look.DescribeCommand;
import io.shardbeat.ctl.cli.look.ExplainCommand;
import io.shardbeat.ctl.cli.look.GroupsCommand;
import io.shardbeat.ctl.cli.look.HistoryCommand;
import io.shardbeat.ctl.cli.look.MemberCommand;
import io.shardbeat.ctl.cli.look.MembersCommand;
import io.shardbeat.ctl.cli.look.NodesCommand;
import io.shardbeat.ctl.cli.look.OwnerCommand;
import io.shardbeat.ctl.cli.look.ShardCommand;
import io.shardbeat.ctl.cli.look.ShardsCommand;
import io.shardbeat.ctl.cli.look.WatchCommand;
import io.shardbeat.ctl.cli.look.whatif.PlanCommand;
import io.shardbeat.ctl.cli.look.whatif.ReplayCommand;
import io.shardbeat.ctl.cli.look.whatif.SnapshotCommand;
import io.shardbeat.ctl.cli.look.whatif.VerifyCommand;
import io.shardbeat.ctl.text.Printable;
import io.shardbeat.ctl.text.Spans;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** All commands, wired: what words become which values, and how what goes wrong is said. */
final class CommandLines {
    private static final List<Class<?>> COMMANDS = List.of(
            GroupsCommand.class,
            DescribeCommand.class,
            MembersCommand.class,
            MemberCommand.class,
            ShardsCommand.class,
            ShardCommand.class,
            HistoryCommand.class,
            ExplainCommand.class,
            OwnerCommand.class,
            VerifyCommand.class,
            SnapshotCommand.class,
            ReplayCommand.class,
            NodesCommand.class,
            WatchCommand.class,
            PlanCommand.class,
            ApplyCommand.class,
            DrainCommand.class,
            UndrainCommand.class,
            LeaveCommand.class,
            EvictCommand.class,
            WeightCommand.class,
            PauseCommand.class,
            ResumeCommand.class,
            PinCommand.class,
            UnpinCommand.class,
            ParkCommand.class,
            UnparkCommand.class,
            FinishCommand.class,
            CheckpointsCommand.class,
            RebalanceCommand.class,
            RebuildCommand.class,
            RestoreCommand.class,
            RelistCommand.class,
            DeleteCommand.class,
            GenerateCompletion.class);

    private CommandLines() {}

    static CommandLine of(Surroundings surroundings) {
        CommandLine line = new CommandLine(new Shardbeatctl(surroundings));
        COMMANDS.forEach(line::addSubcommand);
        line.registerConverter(GroupPath.class, converter(GroupPath::new));
        line.registerConverter(ShardName.class, converter(ShardName::parse));
        line.registerConverter(Duration.class, converter(Spans::parse));
        // A consumer may be called @worker: that is no file.
        line.setExpandAtFiles(false);
        line.setOut(writer(surroundings.out()));
        line.setErr(writer(surroundings.err()));
        line.setParameterExceptionHandler((problem, arguments) -> wrong(problem, surroundings.err()));
        line.setExecutionExceptionHandler((problem, command, parsed) -> failed(problem, surroundings.err()));
        return line;
    }

    private static int wrong(ParameterException problem, PrintStream err) {
        err.println("shardbeatctl: " + Printable.of(String.valueOf(problem.getMessage())));
        err.println("See '" + problem.getCommandLine().getCommandSpec().qualifiedName() + " --help'.");
        return ExitCode.USAGE;
    }

    private static int failed(Exception problem, PrintStream err) {
        boolean isExpected = problem instanceof Failure;
        err.println("shardbeatctl: "
                + (isExpected ? problem.getMessage() : "a fault of this program: " + Printable.of(problem.toString())));
        return isExpected ? ((Failure) problem).exitCode() : ExitCode.REFUSED;
    }

    private static <T> ITypeConverter<T> converter(Function<String, T> parse) {
        return text -> {
            try {
                return parse.apply(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException("'" + text + "': " + e.getMessage());
            }
        };
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }
}
