package io.shardbeat.ctl.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.shardbeat.ctl.api.Request;
import io.shardbeat.ctl.api.ShardName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** What a plan is asked about. Each option may be given several times. */
public final class Wishes {
    @Option(names = "--join", paramLabel = "MEMBER", description = "A member that would come.")
    private List<String> joining = new ArrayList<>();

    @Option(names = "--leave", paramLabel = "MEMBER", description = "A member that would go.")
    private List<String> leaving = new ArrayList<>();

    @Option(names = "--drain", paramLabel = "MEMBER", description = "A member that would be drained.")
    private List<String> drained = new ArrayList<>();

    @Option(names = "--weight", paramLabel = "MEMBER=N", description = "The weight that a member would have.")
    private Map<String, Integer> weights = new LinkedHashMap<>();

    @Option(names = "--pin", paramLabel = "SHARD=MEMBER", description = "A shard that would be pinned.")
    private Map<ShardName, String> pins = new LinkedHashMap<>();

    @Option(names = "--shards", paramLabel = "TOPIC=N", description = "How many shards a topic would have.")
    private Map<String, Integer> shards = new LinkedHashMap<>();

    public Request on(Request request) {
        ObjectNode body = request.body();
        list(body, "join", joining);
        list(body, "leave", leaving);
        list(body, "drain", drained);
        weights.forEach((member, weight) -> body.withObject("/weights").put(member, weight));
        pins.forEach((shard, member) -> body.withObject("/pins").put(shard.toString(), member));
        shards.forEach((topic, count) -> body.withObject("/shards").put(topic, count));
        return request;
    }

    private static void list(ObjectNode body, String name, List<String> members) {
        if (!members.isEmpty()) {
            ArrayNode list = body.putArray(name);
            members.forEach(list::add);
        }
    }
}
