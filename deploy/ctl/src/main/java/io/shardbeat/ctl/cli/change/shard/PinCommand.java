package io.shardbeat.ctl.cli.change.shard;

import io.shardbeat.ctl.api.Request;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "pin", description = "Keeps a shard at a member, whenever that is there.")
public final class PinCommand extends ShardChange {
    @Parameters(index = "2", paramLabel = "MEMBER")
    private String member;

    @Override
    protected String what() {
        return what("pin");
    }

    @Override
    protected Request request() {
        return Request.put(address("pin")).with("member", member);
    }
}
