package io.shardbeat.ctl.cli.look;

import com.fasterxml.jackson.databind.JsonNode;
import io.shardbeat.ctl.api.Request;
import io.shardbeat.ctl.api.ShardName;
import io.shardbeat.ctl.cli.GroupArgument;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "shard", description = "One shard, and what was decided about it.")
public final class ShardCommand extends GroupArgument {
    @Parameters(index = "1", paramLabel = "TOPIC/N")
    private ShardName shard;

    @Override
    public Integer call() {
        JsonNode answer =
                ctl().api().ask("look at shard " + shard + " of " + group(), Request.get(shard.address(group())));
        WithHistory.print(answer, ctl());
        return 0;
    }
}
