package io.shardbeat.cls.group;

import io.shardbeat.cls.call.Action;
import io.shardbeat.cls.call.Call;
import io.shardbeat.cls.call.Fields;
import io.shardbeat.cls.wire.Json;
import io.shardbeat.cls.wire.Reply;
import io.shardbeat.coordinator.groups.Groups;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupSettings;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletionStage;

/** Creates a group over topics of one logset. Source: API reference, "CreateConsumerGroup". */
@Singleton
public class CreateConsumerGroup implements Action {
    private final Groups groups;
    private final GroupArguments read;

    public CreateConsumerGroup(Groups groups, GroupArguments read) {
        this.groups = groups;
        this.read = read;
    }

    @Override
    public String name() {
        return "CreateConsumerGroup";
    }

    @Override
    public Kind kind() {
        return Kind.GROUP;
    }

    @Override
    public CompletionStage<Reply> run(Call call) {
        Fields fields = Fields.of(call);
        GroupId group = read.group(call, fields);
        GroupSettings settings = new GroupSettings(read.timeoutSeconds(fields), false, read.topics(fields));
        return groups.create(group, settings).thenApply(outcome -> outcome.fold(new Created(group)));
    }

    private static final class Created extends GroupEnds {
        private final GroupId group;

        Created(GroupId group) {
            this.group = group;
        }

        /** The name: the sample of the documentation has a UUID here, the official clients read the name. */
        @Override
        public Reply done() {
            return Reply.of(Json.object().put("ConsumerGroup", group.name()));
        }
    }
}
