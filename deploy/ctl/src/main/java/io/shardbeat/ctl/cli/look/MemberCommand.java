package io.shardbeat.ctl.cli.look;

import com.fasterxml.jackson.databind.JsonNode;
import io.shardbeat.ctl.api.Request;
import io.shardbeat.ctl.cli.GroupArgument;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "member", description = "One member, and what was decided about it.")
public final class MemberCommand extends GroupArgument {
    @Parameters(index = "1", paramLabel = "MEMBER")
    private String member;

    @Override
    public Integer call() {
        JsonNode answer = ctl().api()
                .ask("look at member " + member + " of " + group(), Request.get(group().address("members", member)));
        WithHistory.print(answer, ctl());
        return 0;
    }
}
