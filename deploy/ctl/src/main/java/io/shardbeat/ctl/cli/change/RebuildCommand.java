package io.shardbeat.ctl.cli.change;

import io.shardbeat.ctl.api.Request;
import picocli.CommandLine.Command;

@Command(name = "rebuild", description = "Has who holds what rebuilt from what the members report.")
public final class RebuildCommand extends Change {
    @Override
    String what() {
        return "rebuild " + group();
    }

    @Override
    Request request() {
        return Request.post(group().address("rebuild"));
    }
}
