package io.shardbeat.ctl.cli.change;

import io.shardbeat.ctl.api.Request;
import picocli.CommandLine.Command;

@Command(name = "resume", description = "Ends the pause of a group.")
public final class ResumeCommand extends Change {
    @Override
    String what() {
        return "resume " + group();
    }

    @Override
    Request request() {
        return Request.post(group().address("resume"));
    }
}
