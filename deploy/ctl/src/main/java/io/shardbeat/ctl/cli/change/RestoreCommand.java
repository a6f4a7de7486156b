package io.shardbeat.ctl.cli.change;

import io.shardbeat.ctl.api.Request;
import picocli.CommandLine.Command;

@Command(name = "restore", description = "Makes a group of the catalog file again that a call has deleted.")
public final class RestoreCommand extends Change {
    @Override
    protected String what() {
        return "restore " + group();
    }

    @Override
    protected Request request() {
        return Request.post(group().address("restore"));
    }
}
