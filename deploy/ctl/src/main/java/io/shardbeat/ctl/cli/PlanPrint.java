package io.shardbeat.ctl.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.shardbeat.ctl.print.Cell;
import io.shardbeat.ctl.print.Column;
import io.shardbeat.ctl.print.Format;
import io.shardbeat.ctl.print.Rows;
import io.shardbeat.ctl.print.Table;
import java.io.PrintStream;
import java.util.List;

/** What would move, and why. */
public final class PlanPrint {
    private PlanPrint() {}

    public static void print(JsonNode plan, Format format, PrintStream out) {
        JsonNode moves = plan.path("moves");
        out.println("epoch " + Cell.text(plan.path("epoch")) + ": "
                + count(plan.path("moveCount").asInt(moves.size()))
                + " (at least " + Cell.text(plan.path("movesMinimum")) + " needed), spread "
                + Cell.text(plan.path("spreadBefore")) + " before, " + Cell.text(plan.path("spreadAfter")) + " after");
        if (!moves.isEmpty()) {
            Table.of(
                            format,
                            List.of(
                                    Column.of("SHARD", "shard"),
                                    Column.of("FROM", "from"),
                                    Column.of("TO", "to"),
                                    Column.of("CAUSE", "cause")))
                    .print(Rows.by("shard", moves), out);
        }
    }

    private static String count(int moves) {
        return moves == 0 ? "nothing moves" : moves == 1 ? "1 move" : moves + " moves";
    }
}
