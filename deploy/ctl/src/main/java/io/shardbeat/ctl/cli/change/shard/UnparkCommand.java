package io.shardbeat.ctl.cli.change.shard;

import io.shardbeat.ctl.api.Request;
import picocli.CommandLine.Command;

@Command(name = "unpark", description = "Ends the parking of a shard.")
public final class UnparkCommand extends ShardChange {
    @Override
    protected String what() {
        return what("unpark");
    }

    @Override
    protected Request request() {
        return Request.delete(address("park"));
    }
}
