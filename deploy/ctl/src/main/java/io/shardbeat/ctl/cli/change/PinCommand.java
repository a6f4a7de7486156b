package io.shardbeat.ctl.cli.change;

import io.shardbeat.ctl.api.Request;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "pin", description = "Keeps a shard at a member, whenever that is there.")
public final class PinCommand extends ShardChange {
    @Parameters(index = "2", paramLabel = "MEMBER")
    private String member;

    @Override
    String what() {
        return what("pin");
    }

    @Override
    Request request() {
        return Request.put(address("pin")).with("member", member);
    }
}
