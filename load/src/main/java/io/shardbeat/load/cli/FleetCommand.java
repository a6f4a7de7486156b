package io.shardbeat.load.cli;

import io.shardbeat.load.fleet.Fleet;
import io.shardbeat.load.fleet.Standing;
import io.shardbeat.load.hostile.Crowd;
import io.shardbeat.load.measure.Stats;
import io.shardbeat.load.plan.LoadPlan;
import io.shardbeat.load.report.Circumstances;
import io.shardbeat.load.report.Result;
import io.shardbeat.load.report.Second;
import io.shardbeat.load.report.Setup;
import io.shardbeat.load.report.Totals;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code run fleet}: creates the groups, drives the fleet, removes the groups, reports. */
@Command(name = "fleet", mixinStandardHelpOptions = true, description = "Drive a fleet and judge what it is answered.")
final class FleetCommand implements Callable<Integer> {
    @Mixin
    private TargetOptions target;

    @Mixin
    private FleetOptions options;

    @Mixin
    private BoundOptions bounds;

    @Option(
            names = "--fence-margin",
            defaultValue = "0s",
            description = "The nodes' shardbeat.group.fence-margin, so that it is checked (${DEFAULT-VALUE}).")
    private Duration fenceMargin;

    @Option(
            names = "--threads",
            defaultValue = "1",
            description = "Event loops; a group stays on one (${DEFAULT-VALUE}).")
    private int threads;

    @Option(names = "--keep-groups", description = "Leave the groups there.")
    private boolean keepGroups;

    @Spec
    private CommandSpec spec;

    private FleetCommand() {}

    @Override
    public Integer call() throws Exception {
        LoadPlan plan = options.plan();
        PrintWriter to = spec.commandLine().getOut();
        try (Fleet fleet = new Fleet(plan, target.endpoint(), threads, fenceMargin.toNanos());
                Crowd crowd = new Crowd(options.hostility(), plan.hostileGroup(), target.endpoint())) {
            Result result;
            try {
                fleet.createGroups();
                result = drive(fleet, crowd, plan, target.circumstances(), to);
            } finally {
                remove(fleet, crowd, plan, to);
            }
            return bounds.conclude(result, to);
        }
    }

    private static Result drive(Fleet fleet, Crowd crowd, LoadPlan plan, Circumstances where, PrintWriter to)
            throws InterruptedException {
        Stats all = new Stats();
        List<Second> seconds = new ArrayList<>();
        long last = plan.rhythm().duration().toSeconds();
        int hostileFrom = plan.rhythm().quietSeconds();
        fleet.start();
        for (int at = 0; at < last; at++) {
            if (at == hostileFrom) {
                crowd.start();
            }
            sleepUntil(fleet, at + 1);
            Stats stats = fleet.take();
            Standing standing = fleet.standing();
            all.add(stats);
            seconds.add(Second.of(at, stats, standing.live()));
            Progress.print(to, seconds.get(at), stats, standing);
        }
        Standing standing = fleet.standing();
        fleet.end();
        crowd.end();
        all.add(fleet.take());
        return new Result(
                Setup.of(plan),
                Totals.of(all, standing),
                seconds,
                standing.breaches(),
                crowd.take(hostileFrom),
                fleet.figures(),
                where);
    }

    private static void sleepUntil(Fleet fleet, int second) throws InterruptedException {
        long millis = (long) ((second - fleet.seconds()) * 1_000);
        if (millis > 0) {
            Thread.sleep(millis);
        }
    }

    /** A group that other load machines share is left to {@code run clean}. */
    private void remove(Fleet fleet, Crowd crowd, LoadPlan plan, PrintWriter to) throws InterruptedException {
        int each = plan.size().consumers();
        if (keepGroups || plan.from() % each != 0 || plan.to() % each != 0) {
            to.println("the groups are left there; 'run clean' removes them");
            return;
        }
        fleet.end();
        crowd.end();
        int left = fleet.deleteGroups() + (crowd.deleteGroup() ? 0 : 1);
        if (left > 0) {
            to.println(left + " groups could not be removed; 'run clean' tries again");
        }
    }
}
