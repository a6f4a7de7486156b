package io.shardbeat.load.cli;

import io.shardbeat.load.fleet.Fleet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code run clean}: removes the groups of a run. */
@Command(name = "clean", mixinStandardHelpOptions = true, description = "Remove a run's groups.")
final class CleanCommand implements Callable<Integer> {
    @Mixin
    private TargetOptions target;

    @Mixin
    private FleetOptions options;

    @Spec
    private CommandSpec spec;

    private CleanCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        try (Fleet fleet = new Fleet(options.plan(), target.endpoint(), 1, 0)) {
            int left = fleet.deleteGroups();
            spec.commandLine().getOut().println(left + " groups could not be removed");
            return left == 0 ? 0 : 4;
        }
    }
}
