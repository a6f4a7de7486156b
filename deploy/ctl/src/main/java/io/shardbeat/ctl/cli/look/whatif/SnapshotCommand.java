package io.shardbeat.ctl.cli.look.whatif;

import io.shardbeat.ctl.api.Request;
import io.shardbeat.ctl.cli.GroupArgument;
import io.shardbeat.ctl.text.Json;
import picocli.CommandLine.Command;

@Command(name = "snapshot", description = "What the planner sees of a group now, as JSON, for a bug report.")
public final class SnapshotCommand extends GroupArgument {
    @Override
    public Integer call() {
        ctl().out()
                .println(Json.pretty(
                        ctl().api().ask("take a snapshot of " + group(), Request.get(group().address("snapshot")))));
        return 0;
    }
}
