package io.shardbeat.ctl.cli.look;

import com.fasterxml.jackson.databind.JsonNode;
import io.shardbeat.ctl.api.Request;
import io.shardbeat.ctl.api.ShardName;
import io.shardbeat.ctl.cli.GroupArgument;
import io.shardbeat.ctl.print.Fields;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "owner", description = "Who held a shard at a time.")
public final class OwnerCommand extends GroupArgument {
    @Parameters(index = "1", paramLabel = "TOPIC/N")
    private ShardName shard;

    @Option(
            names = "--at",
            paramLabel = "TIME",
            description = "2026-11-29T03:00:00Z, or how long ago: 10m. Default: now.")
    private @Nullable String at;

    @Override
    public Integer call() {
        JsonNode answer = ctl().api()
                .ask(
                        "find the owner of shard " + shard + " of " + group(),
                        Request.get(shard.address(group(), "owner")).query("at", Times.of(at, "--at", ctl())));
        if (!ctl().printedAsJson(answer)) {
            Fields.print(answer, ctl().now(), ctl().out());
        }
        return 0;
    }
}
