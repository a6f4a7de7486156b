package io.shardbeat.ctl.cli.change;

import io.shardbeat.ctl.api.Request;
import picocli.CommandLine.Command;

@Command(name = "resume", description = "Ends the pause of a group.")
public final class ResumeCommand extends Change {
    @Override
    protected String what() {
        return "resume " + group();
    }

    @Override
    protected Request request() {
        return Request.post(group().address("resume"));
    }
}
