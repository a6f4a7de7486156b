package io.shardbeat.ctl.cli;

import io.shardbeat.ctl.api.GroupPath;
import java.util.concurrent.Callable;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** A command about one group. */
public abstract class GroupArgument implements Callable<Integer> {
    @ParentCommand
    private Shardbeatctl ctl;

    @Parameters(
            index = "0",
            paramLabel = "GROUP",
            description = "sls/<project>/<logstore>/<group> or cls/<logset>/<group>.")
    private GroupPath group;

    protected final Shardbeatctl ctl() {
        return ctl;
    }

    protected final GroupPath group() {
        return group;
    }
}
