package io.shardbeat.ctl.cli.look.whatif;

import com.fasterxml.jackson.databind.JsonNode;
import io.shardbeat.ctl.api.ExitCode;
import io.shardbeat.ctl.api.Request;
import io.shardbeat.ctl.api.ShardName;
import io.shardbeat.ctl.cli.GroupArgument;
import io.shardbeat.ctl.print.Fields;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "verify",
        description = "Whether a member may still write what it read of a shard; ends with 1 when not.")
public final class VerifyCommand extends GroupArgument {
    @Parameters(index = "1", paramLabel = "TOPIC/N")
    private ShardName shard;

    @Parameters(index = "2", paramLabel = "MEMBER")
    private String member;

    @Parameters(index = "3", paramLabel = "EPOCH", description = "The fencing token it was given with the shard.")
    private long epoch;

    @Override
    public Integer call() {
        JsonNode answer = ctl().api()
                .ask(
                        "verify shard " + shard + " of " + group(),
                        Request.get(group().address("verify"))
                                .query("shard", shard)
                                .query("member", member)
                                .query("epoch", epoch));
        if (!ctl().printedAsJson(answer)) {
            Fields.print(answer, ctl().now(), ctl().out());
        }
        return answer.path("valid").asBoolean() ? ExitCode.DONE : ExitCode.REFUSED;
    }
}
