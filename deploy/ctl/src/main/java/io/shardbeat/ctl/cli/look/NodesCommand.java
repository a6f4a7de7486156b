package io.shardbeat.ctl.cli.look;

import com.fasterxml.jackson.databind.JsonNode;
import io.shardbeat.ctl.api.Request;
import io.shardbeat.ctl.cli.Shardbeatctl;
import io.shardbeat.ctl.print.Column;
import io.shardbeat.ctl.print.Rows;
import io.shardbeat.ctl.print.Table;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

@Command(name = "nodes", description = "The nodes that live, and what each takes care of.")
public final class NodesCommand implements Callable<Integer> {
    @ParentCommand
    private Shardbeatctl ctl;

    @Override
    public Integer call() {
        JsonNode answer = ctl.api().ask("list nodes", Request.get("/admin/v1/nodes"));
        if (!ctl.printedAsJson(answer)) {
            Table.of(ctl.format(), columns(ctl.now())).print(Rows.by("id", answer.path("nodes")), ctl.out());
        }
        return 0;
    }

    private static List<Column> columns(Instant now) {
        return List.of(
                Column.of("NODE", "id"),
                Column.of("HOST", "host"),
                Column.of("VERSION", "version"),
                Column.of("BUCKETS", "buckets"),
                Column.age("SINCE", "since", now),
                Column.age("LAST-TICK", "lastTick", now),
                Column.of("ANSWERS", "self").wide());
    }
}
