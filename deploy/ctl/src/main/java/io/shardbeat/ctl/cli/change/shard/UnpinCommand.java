package io.shardbeat.ctl.cli.change.shard;

import io.shardbeat.ctl.api.Request;
import picocli.CommandLine.Command;

@Command(name = "unpin", description = "Lets balance place a pinned shard again.")
public final class UnpinCommand extends ShardChange {
    @Override
    protected String what() {
        return what("unpin");
    }

    @Override
    protected Request request() {
        return Request.delete(address("pin"));
    }
}
