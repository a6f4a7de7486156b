package io.shardbeat.ctl.cli.look.whatif;

import com.fasterxml.jackson.databind.JsonNode;
import io.shardbeat.ctl.api.Request;
import io.shardbeat.ctl.cli.GroupArgument;
import io.shardbeat.ctl.cli.PlanPrint;
import io.shardbeat.ctl.cli.Wishes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "plan", description = "What would move if, and why. Changes nothing.")
public final class PlanCommand extends GroupArgument {
    @Mixin
    private Wishes wishes;

    @Override
    public Integer call() {
        JsonNode plan = ctl().api().ask("plan for " + group(), wishes.on(Request.post(group().address("plan"))));
        if (!ctl().printedAsJson(plan)) {
            PlanPrint.print(plan, ctl().format(), ctl().out());
        }
        return 0;
    }
}
