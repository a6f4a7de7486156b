package io.shardbeat.ctl.cli.look;

import com.fasterxml.jackson.databind.JsonNode;
import io.shardbeat.ctl.api.Pages;
import io.shardbeat.ctl.api.Request;
import io.shardbeat.ctl.cli.GroupArgument;
import io.shardbeat.ctl.print.Rows;
import io.shardbeat.ctl.print.Table;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "shards", description = "A group's shards: who holds each, and what is on its way.")
public final class ShardsCommand extends GroupArgument {
    @Option(names = "--state", description = "Only shards that are held, handing-over, free, fenced or parked.")
    private @Nullable String state;

    @Mixin
    private Limit limit;

    @Override
    public Integer call() {
        JsonNode answer = new Pages(ctl().api())
                .all(
                        "list shards of " + group(),
                        "shards",
                        from -> Request.get(group().address("shards"))
                                .query("state", state)
                                .query("from", from),
                        limit.rows());
        if (!ctl().printedAsJson(answer)) {
            Table.of(ctl().format(), Columns.shards(ctl().now()))
                    .print(Rows.by("id", answer.path("shards")), ctl().out());
            limit.note(answer, ctl());
        }
        return 0;
    }
}
