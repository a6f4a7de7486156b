package io.shardbeat.ctl.cli.look;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.shardbeat.ctl.api.Pages;
import io.shardbeat.ctl.api.Request;
import io.shardbeat.ctl.cli.Shardbeatctl;
import io.shardbeat.ctl.print.Column;
import io.shardbeat.ctl.print.Rows;
import io.shardbeat.ctl.print.Table;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(name = "groups", description = "Lists the groups.")
public final class GroupsCommand implements Callable<Integer> {
    @ParentCommand
    private Shardbeatctl ctl;

    @Option(names = "--prefix", description = "Only groups whose path begins so, for example sls/my-project/.")
    private @Nullable String prefix;

    @Option(
            names = "--state",
            description =
                    "Only groups that are empty, stable, moving, stuck, paused, rebuilding, damaged, or deleted though"
                            + " the catalog file declares them.")
    private @Nullable String state;

    @Option(
            names = "--sort",
            description = "By path, name, state, members, handOvers or epoch; behind a minus the other way round.")
    private @Nullable String sort;

    @Mixin
    private Limit limit;

    @Override
    public Integer call() {
        ObjectNode answer = new Pages(ctl.api()).all("list groups", "groups", this::page, limit.rows());
        if (!ctl.printedAsJson(answer)) {
            JsonNode rows = answer.path("groups");
            Table.of(ctl.format(), columns()).print(sort == null ? Rows.by("path", rows) : rows, ctl.out());
            limit.note(answer, ctl);
            if (answer.path("beyond").isTextual()) {
                ctl.err().println("shardbeatctl: there are more groups than a node sorts: see --prefix");
            }
        }
        return 0;
    }

    private Request page(@Nullable String from) {
        return Request.get("/admin/v1/groups")
                .query("prefix", prefix)
                .query("state", state)
                .query("sort", sort)
                .query("from", from);
    }

    private static List<Column> columns() {
        return List.of(
                Column.of("GROUP", "path"),
                Column.of("STATE", "state"),
                Column.of("MEMBERS", "members"),
                Column.of("HAND-OVERS", "handOvers"),
                Column.of("EPOCH", "epoch"),
                Column.of("DAMAGED", "damaged").wide());
    }
}
