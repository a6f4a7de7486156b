package io.shardbeat.ctl.cli.change.shard;

import io.shardbeat.ctl.api.Request;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "finish", description = "The group is through with a read-only shard.")
public final class FinishCommand extends ShardChange {
    @Option(names = "--undo", description = "It is to read the shard again.")
    private boolean isUndone;

    @Override
    protected String what() {
        return what("finish");
    }

    @Override
    protected Request request() {
        return isUndone ? Request.delete(address("finished")) : Request.put(address("finished"));
    }
}
