package io.shardbeat.ctl.cli.change;

import com.fasterxml.jackson.databind.JsonNode;
import io.shardbeat.ctl.api.ExitCode;
import io.shardbeat.ctl.api.Request;
import io.shardbeat.ctl.cli.Reason;
import io.shardbeat.ctl.cli.Shardbeatctl;
import io.shardbeat.ctl.print.Cell;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

@Command(name = "relist", description = "Lists the projects, logsets and groups that there are and that a list lacks.")
public final class RelistCommand implements Callable<Integer> {
    @ParentCommand
    private Shardbeatctl ctl;

    @Mixin
    private Reason reason;

    @Override
    public Integer call() {
        Request request = Request.post("/admin/v1/catalog/relist");
        JsonNode answer = ctl.api().ask("relist", request.with("reason", reason.text(ctl)));
        if (!ctl.printedAsJson(answer)) {
            ctl.out()
                    .println("done: relist, there are " + Cell.text(answer.path("namespaces"))
                            + " projects and logsets, " + Cell.text(answer.path("groups")) + " groups");
        }
        return ExitCode.DONE;
    }
}
