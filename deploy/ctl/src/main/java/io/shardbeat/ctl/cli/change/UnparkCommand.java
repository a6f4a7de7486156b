package io.shardbeat.ctl.cli.change;

import io.shardbeat.ctl.api.Request;
import picocli.CommandLine.Command;

@Command(name = "unpark", description = "Ends the parking of a shard.")
public final class UnparkCommand extends ShardChange {
    @Override
    String what() {
        return what("unpark");
    }

    @Override
    Request request() {
        return Request.delete(address("park"));
    }
}
