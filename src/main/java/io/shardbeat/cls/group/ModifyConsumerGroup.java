package io.shardbeat.cls.group;

import io.shardbeat.cls.call.Action;
import io.shardbeat.cls.call.Call;
import io.shardbeat.cls.call.Fields;
import io.shardbeat.cls.wire.Reply;
import io.shardbeat.coordinator.groups.Groups;
import io.shardbeat.group.GroupId;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Replaces a group's timeout and topics. Every official consumer sends this when it starts and finds its group, so it
 * must disturb nothing where nothing changes; the last one to start wins. Source: API reference, "ModifyConsumerGroup".
 */
@Singleton
public class ModifyConsumerGroup implements Action {
    private final Groups groups;
    private final GroupArguments read;

    public ModifyConsumerGroup(Groups groups, GroupArguments read) {
        this.groups = groups;
        this.read = read;
    }

    @Override
    public String name() {
        return "ModifyConsumerGroup";
    }

    @Override
    public Kind kind() {
        return Kind.GROUP;
    }

    @Override
    public CompletionStage<Reply> run(Call call) {
        Fields fields = Fields.of(call);
        GroupId group = read.group(call, fields);
        long timeoutSeconds = read.timeoutSeconds(fields);
        List<String> topics = read.topics(fields);
        return groups.update(
                        group, now -> now.withTimeoutSeconds(timeoutSeconds).withTopics(topics))
                .thenApply(outcome -> outcome.fold(GroupEnds.PLAIN));
    }
}
