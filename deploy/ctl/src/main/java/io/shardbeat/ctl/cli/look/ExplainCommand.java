package io.shardbeat.ctl.cli.look;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.shardbeat.ctl.api.Request;
import io.shardbeat.ctl.api.ShardName;
import io.shardbeat.ctl.cli.GroupArgument;
import io.shardbeat.ctl.print.Cell;
import io.shardbeat.ctl.print.Column;
import io.shardbeat.ctl.print.Fields;
import io.shardbeat.ctl.print.Table;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "explain", description = "Why a shard is where it is: its state, then its history in sentences.")
public final class ExplainCommand extends GroupArgument {
    private static final int PASSES = 50;

    @Parameters(index = "1", paramLabel = "TOPIC/N")
    private ShardName shard;

    @Override
    public Integer call() {
        String what = "explain shard " + shard + " of " + group();
        JsonNode state = ctl().api().ask(what, Request.get(shard.address(group())));
        JsonNode history = ctl().api()
                .ask(
                        what,
                        Request.get(group().address("history"))
                                .query("shard", shard)
                                .query("limit", PASSES));
        ObjectNode both = JsonNodeFactory.instance.objectNode();
        both.set("shard", state);
        both.set("history", history);
        if (!ctl().printedAsJson(both)) {
            Fields.print(Heads.without(state, "history"), ctl().now(), ctl().out());
            ctl().out().println();
            Table.of(ctl().format(), columns()).print(Decisions.of(history), ctl().out());
        }
        return 0;
    }

    private List<Column> columns() {
        return List.of(
                Column.age("WHEN", "at", ctl().now()),
                new Column("WHAT", false, Sentences::of),
                new Column("EPOCH", true, decision -> Cell.text(decision.path("epoch"))));
    }
}
