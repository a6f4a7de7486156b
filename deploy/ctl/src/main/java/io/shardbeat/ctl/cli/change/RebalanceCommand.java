package io.shardbeat.ctl.cli.change;

import io.shardbeat.ctl.api.Request;
import picocli.CommandLine.Command;

@Command(name = "rebalance", description = "Has a pass look at a group now.")
public final class RebalanceCommand extends Change {
    @Override
    protected String what() {
        return "rebalance " + group();
    }

    @Override
    protected Request request() {
        return Request.post(group().address("rebalance"));
    }
}
