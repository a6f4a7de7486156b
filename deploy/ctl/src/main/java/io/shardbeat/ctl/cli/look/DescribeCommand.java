package io.shardbeat.ctl.cli.look;

import com.fasterxml.jackson.databind.JsonNode;
import io.shardbeat.ctl.api.Request;
import io.shardbeat.ctl.cli.GroupArgument;
import io.shardbeat.ctl.print.Column;
import io.shardbeat.ctl.print.Fields;
import io.shardbeat.ctl.print.Rows;
import io.shardbeat.ctl.print.Table;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;

@Command(
        name = "describe",
        description = "One group: its state, what operators want, first members and shards, last decisions.")
public final class DescribeCommand extends GroupArgument {
    private static final int ROWS = 20;

    @Override
    public Integer call() {
        JsonNode view = ctl().api()
                .ask(
                        "describe " + group(),
                        Request.get(group().address())
                                .query("include", "members,shards,history")
                                .query("limit", ROWS));
        if (!ctl().printedAsJson(view)) {
            Fields.print(Heads.without(view, "members", "shards", "history", "wishes"), ctl().now(), ctl().out());
            List<JsonNode> wishes = new ArrayList<>();
            view.path("wishes").forEach(wishes::add);
            table(wishes, Columns.wishes(ctl().now()));
            table(Rows.by("name", view.path("members").path("members")), Columns.members(ctl().now()));
            table(Rows.by("id", view.path("shards").path("shards")), Columns.shards(ctl().now()));
            List<JsonNode> decisions = Decisions.of(view.path("history"));
            table(decisions.subList(0, Math.min(ROWS, decisions.size())), Columns.decisions(ctl().now()));
        }
        return 0;
    }

    private void table(List<JsonNode> rows, List<Column> columns) {
        if (!rows.isEmpty()) {
            ctl().out().println();
            Table.of(ctl().format(), columns).print(rows, ctl().out());
        }
    }
}
