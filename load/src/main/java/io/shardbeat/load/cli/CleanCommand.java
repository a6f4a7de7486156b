package io.shardbeat.load.cli;

import io.shardbeat.load.fleet.Fleet;
import io.shardbeat.load.hostile.Crowd;
import io.shardbeat.load.plan.LoadPlan;
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
        LoadPlan plan = options.plan();
        try (Fleet fleet = new Fleet(plan, target.endpoint(), 1, 0);
                Crowd crowd = new Crowd(options.hostility(), plan.hostileGroup(), target.endpoint())) {
            int left = fleet.deleteGroups() + (crowd.deleteGroup() ? 0 : 1);
            spec.commandLine().getOut().println(left + " groups could not be removed");
            return left == 0 ? 0 : 4;
        }
    }
}
