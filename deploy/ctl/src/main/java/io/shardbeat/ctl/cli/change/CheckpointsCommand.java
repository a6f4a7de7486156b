package io.shardbeat.ctl.cli.change;

import com.fasterxml.jackson.databind.JsonNode;
import io.shardbeat.ctl.api.ExitCode;
import io.shardbeat.ctl.api.Pages;
import io.shardbeat.ctl.api.Request;
import io.shardbeat.ctl.api.ShardName;
import io.shardbeat.ctl.cli.GroupArgument;
import io.shardbeat.ctl.cli.Terms;
import io.shardbeat.ctl.cli.look.Limit;
import io.shardbeat.ctl.print.Cell;
import io.shardbeat.ctl.print.Column;
import io.shardbeat.ctl.print.Table;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "checkpoints", description = "Shows how far a group has come, or sets that.")
public final class CheckpointsCommand extends GroupArgument {
    @ArgGroup
    private @Nullable Deed deed;

    @Option(names = "--value", paramLabel = "VALUE", description = "With --set: an SLS cursor, or a CLS offset.")
    private @Nullable String value;

    @Mixin
    private Terms terms;

    @Mixin
    private Limit limit;

    /** One of them, or none to look. */
    static final class Deed {
        @Option(names = "--set", paramLabel = "TOPIC/N", description = "Sets one, to --value.")
        private @Nullable ShardName set;

        @Option(names = "--delete", paramLabel = "TOPIC/N", description = "Deletes one.")
        private @Nullable ShardName delete;

        @Option(names = "--delete-all", description = "Deletes all: the group begins anew.")
        private boolean isAll;
    }

    @Override
    public Integer call() {
        if (value != null && (deed == null || deed.set == null)) {
            throw ctl().wrong("--value goes with --set");
        }
        if (deed == null) {
            show();
        } else if (deed.set != null) {
            new Carrier(ctl(), terms)
                    .carryOut("set the checkpoint of shard " + deed.set + " of " + group(), setting(deed.set));
        } else if (deed.delete != null) {
            new Carrier(ctl(), terms)
                    .carryOut(
                            "delete the checkpoint of shard " + deed.delete + " of " + group(),
                            Request.delete(deed.delete.address(group(), "checkpoint")));
        } else {
            new Carrier(ctl(), terms)
                    .carryOut("delete all checkpoints of " + group(), Request.delete(group().address("checkpoints")));
        }
        return ExitCode.DONE;
    }

    private void show() {
        JsonNode answer = new Pages(ctl().api())
                .all(
                        "list checkpoints of " + group(),
                        "checkpoints",
                        from -> Request.get(group().address("checkpoints")).query("from", from),
                        limit.rows());
        if (!ctl().printedAsJson(answer)) {
            Table.of(
                            ctl().format(),
                            List.of(
                                    new Column("SHARD", false, CheckpointsCommand::shard),
                                    Column.of("CHECKPOINT", "checkpoint"),
                                    Column.age("UPDATED", "updated", ctl().now()),
                                    Column.of("BY", "consumer")))
                    .print(answer.path("checkpoints"), ctl().out());
            limit.note(answer, ctl());
        }
    }

    private static String shard(JsonNode row) {
        return Cell.text(row.path("topic")) + '/' + Cell.text(row.path("number"));
    }

    private Request setting(ShardName shard) {
        if (value == null) {
            throw ctl().wrong("--set needs --value");
        }
        Request request = Request.put(shard.address(group(), "checkpoint"));
        if (!group().hasOffsets()) {
            return request.with("value", value);
        }
        try {
            return request.with("value", Long.parseLong(value));
        } catch (NumberFormatException e) {
            throw ctl().wrong("--value '" + value + "': a CLS offset is a whole number");
        }
    }
}
