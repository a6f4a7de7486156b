package io.shardbeat.ctl.cli.look;

import com.fasterxml.jackson.databind.JsonNode;
import io.shardbeat.ctl.api.Pages;
import io.shardbeat.ctl.api.Request;
import io.shardbeat.ctl.cli.GroupArgument;
import io.shardbeat.ctl.print.Rows;
import io.shardbeat.ctl.print.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "members", description = "A group's members: who beats, who is about to expire, who has how much.")
public final class MembersCommand extends GroupArgument {
    @Mixin
    private Limit limit;

    @Override
    public Integer call() {
        JsonNode answer = new Pages(ctl().api())
                .all(
                        "list members of " + group(),
                        "members",
                        from -> Request.get(group().address("members")).query("from", from),
                        limit.rows());
        if (!ctl().printedAsJson(answer)) {
            Table.of(ctl().format(), Columns.members(ctl().now()))
                    .print(Rows.by("name", answer.path("members")), ctl().out());
            limit.note(answer, ctl());
        }
        return 0;
    }
}
