package io.shardbeat.ctl.cli.change;

import io.shardbeat.ctl.api.Request;
import picocli.CommandLine.Command;

@Command(name = "undrain", description = "Lets a drained member have shards again.")
public final class UndrainCommand extends MemberChange {
    @Override
    protected String what() {
        return what("undrain");
    }

    @Override
    protected Request request() {
        return Request.delete(address("drain"));
    }
}
