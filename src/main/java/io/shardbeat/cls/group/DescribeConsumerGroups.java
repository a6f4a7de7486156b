package io.shardbeat.cls.group;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.shardbeat.catalog.Namespace;
import io.shardbeat.cls.call.Action;
import io.shardbeat.cls.call.Call;
import io.shardbeat.cls.call.Fields;
import io.shardbeat.cls.wire.ClsNames;
import io.shardbeat.cls.wire.Json;
import io.shardbeat.cls.wire.Reply;
import io.shardbeat.coordinator.groups.Groups;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupSettings;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * Lists the groups of a logset, or those of them that consume any of the given topics; a topic nobody consumes matches
 * nothing and is no error. Source: API reference, "DescribeConsumerGroups".
 */
@Singleton
public class DescribeConsumerGroups implements Action {
    private final Groups groups;

    public DescribeConsumerGroups(Groups groups) {
        this.groups = groups;
    }

    @Override
    public String name() {
        return "DescribeConsumerGroups";
    }

    @Override
    public Kind kind() {
        return Kind.READ;
    }

    @Override
    public CompletionStage<Reply> run(Call call) {
        Fields fields = Fields.of(call);
        Namespace logset = ClsNames.logset(fields.text("LogsetId"));
        call.caller().mustBeAllowed(logset);
        Listing listing = new Listing(fields.texts("Topics"));
        return groups.list(logset, "").thenApply(outcome -> outcome.fold(listing));
    }

    private static final class Listing extends GroupEnds {
        private final List<String> topics;

        Listing(List<String> topics) {
            this.topics = topics;
        }

        @Override
        public Reply listed(Map<GroupId, GroupSettings> groups) {
            ObjectNode answer = Json.object();
            ArrayNode list = answer.putArray("ConsumerGroupsInfo");
            groups.forEach((group, settings) -> {
                if (topics.isEmpty() || settings.topics().stream().anyMatch(topics::contains)) {
                    describe(list.addObject(), group, settings);
                }
            });
            return Reply.of(answer);
        }

        private static void describe(ObjectNode entry, GroupId group, GroupSettings settings) {
            entry.put("ConsumerGroup", group.name()).put("Timeout", settings.timeoutSeconds());
            ArrayNode consumed = entry.putArray("Topics");
            settings.topics().forEach(consumed::add);
        }
    }
}
