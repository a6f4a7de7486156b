package io.shardbeat.ctl.cli.change;

import io.shardbeat.ctl.api.Request;
import picocli.CommandLine.Command;

@Command(name = "unpin", description = "Lets balance place a pinned shard again.")
public final class UnpinCommand extends ShardChange {
    @Override
    String what() {
        return what("unpin");
    }

    @Override
    Request request() {
        return Request.delete(address("pin"));
    }
}
