package io.shardbeat.ctl.cli.look;

import com.fasterxml.jackson.databind.JsonNode;
import io.shardbeat.ctl.api.Pages;
import io.shardbeat.ctl.api.Request;
import io.shardbeat.ctl.api.ShardName;
import io.shardbeat.ctl.cli.GroupArgument;
import io.shardbeat.ctl.print.Table;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "history", description = "What was decided in a group, the latest first.")
public final class HistoryCommand extends GroupArgument {
    @Option(names = "--shard", paramLabel = "TOPIC/N", description = "Only what is about this shard.")
    private @Nullable ShardName shard;

    @Option(names = "--member", paramLabel = "MEMBER", description = "Only what is about this member.")
    private @Nullable String member;

    @Option(names = "--since", paramLabel = "TIME", description = "2026-11-29T03:00:00Z, or how long ago: 10m.")
    private @Nullable String since;

    @Option(names = "--until", paramLabel = "TIME", description = "So too.")
    private @Nullable String until;

    @Option(names = "--kind", paramLabel = "KIND", description = "For example member-expired or handed-over.")
    private @Nullable String kind;

    @Option(names = "--limit", paramLabel = "N", description = "At most so many passes. Default: 100.")
    private int limit = 100;

    @Override
    public Integer call() {
        JsonNode answer = new Pages(ctl().api()).all("read the history of " + group(), "passes", this::page, limit);
        if (!ctl().printedAsJson(answer)) {
            Table.of(ctl().format(), Columns.decisions(ctl().now())).print(Decisions.of(answer), ctl().out());
            int leftOut = Decisions.leftOut(answer);
            // A pass that is asked for some decisions only counts all of its own.
            if (leftOut > 0 && shard == null && member == null && kind == null) {
                ctl().err().println("shardbeatctl: " + leftOut + " more decisions of these passes are not shown");
            }
        }
        return 0;
    }

    private Request page(@Nullable String from) {
        return Request.get(group().address("history"))
                .query("shard", shard)
                .query("member", member)
                .query("since", Times.of(since, "--since", ctl()))
                .query("until", Times.of(until, "--until", ctl()))
                .query("kind", kind)
                .query("from", from);
    }
}
