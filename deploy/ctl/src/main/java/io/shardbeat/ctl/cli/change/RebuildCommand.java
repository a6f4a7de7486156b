package io.shardbeat.ctl.cli.change;

import io.shardbeat.ctl.api.Request;
import picocli.CommandLine.Command;

@Command(name = "rebuild", description = "Has who holds what rebuilt from what the members report.")
public final class RebuildCommand extends Change {
    @Override
    protected String what() {
        return "rebuild " + group();
    }

    @Override
    protected Request request() {
        return Request.post(group().address("rebuild"));
    }
}
