package io.shardbeat.cls;

import io.shardbeat.coordinator.Groups;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletionStage;

/** Removes a group, live members or not: their next heartbeat says so. Source: API reference, "DeleteConsumerGroup". */
@Singleton
class DeleteConsumerGroup implements Action {
    private final Groups groups;
    private final GroupArguments read;

    DeleteConsumerGroup(Groups groups, GroupArguments read) {
        this.groups = groups;
        this.read = read;
    }

    @Override
    public String name() {
        return "DeleteConsumerGroup";
    }

    @Override
    public CompletionStage<Reply> run(Call call) {
        return groups.delete(read.existingGroup(call, Fields.of(call)))
                .thenApply(outcome -> outcome.fold(GroupEnds.PLAIN));
    }
}
