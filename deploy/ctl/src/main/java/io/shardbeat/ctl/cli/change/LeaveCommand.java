package io.shardbeat.ctl.cli.change;

import io.shardbeat.ctl.api.Request;
import picocli.CommandLine.Command;

@Command(name = "leave", description = "A member has stopped: its shards go to others at once.")
public final class LeaveCommand extends MemberChange {
    @Override
    protected String what() {
        return what("end the membership of");
    }

    @Override
    protected Request request() {
        return Request.post(address("leave"));
    }
}
