package io.shardbeat.ctl.cli.change;

import io.shardbeat.ctl.api.Request;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "weight", description = "How much of the shards a member takes, beside others with 1.")
public final class WeightCommand extends MemberChange {
    @Parameters(index = "2", paramLabel = "N", description = "1 to 1000.")
    private int weight;

    @Override
    protected String what() {
        return what("set the weight of");
    }

    @Override
    protected Request request() {
        return Request.put(address("weight")).with("weight", weight);
    }
}
