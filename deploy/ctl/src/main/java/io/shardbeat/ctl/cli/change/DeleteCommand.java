package io.shardbeat.ctl.cli.change;

import io.shardbeat.ctl.api.Request;
import picocli.CommandLine.Command;

@Command(name = "delete", description = "Deletes a group with its members and checkpoints.")
public final class DeleteCommand extends Change {
    @Override
    protected String what() {
        return "delete " + group();
    }

    @Override
    protected Request request() {
        return Request.delete(group().address());
    }
}
