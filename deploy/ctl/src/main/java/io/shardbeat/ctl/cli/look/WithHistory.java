package io.shardbeat.ctl.cli.look;

import com.fasterxml.jackson.databind.JsonNode;
import io.shardbeat.ctl.cli.Shardbeatctl;
import io.shardbeat.ctl.print.Fields;
import io.shardbeat.ctl.print.Table;
import java.util.List;

/** One thing's fields, then its history if that came along. */
final class WithHistory {
    private WithHistory() {}

    static void print(JsonNode answer, Shardbeatctl ctl) {
        if (ctl.printedAsJson(answer)) {
            return;
        }
        Fields.print(Heads.without(answer, "history"), ctl.now(), ctl.out());
        List<JsonNode> decisions = Decisions.of(answer.path("history"));
        if (!decisions.isEmpty()) {
            ctl.out().println();
            Table.of(ctl.format(), Columns.decisions(ctl.now())).print(decisions, ctl.out());
        }
    }
}
