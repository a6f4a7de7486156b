package io.shardbeat.cls;

import io.shardbeat.config.ShardbeatConfig;
import io.shardbeat.coordinator.GroupDirectory.Members;
import io.shardbeat.coordinator.Groups;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletionStage;

/**
 * Removes a group. What becomes of one that has consumers is on no page: a setting decides. Source: API reference,
 * "DeleteConsumerGroup".
 */
@Singleton
class DeleteConsumerGroup implements Action {
    private final Groups groups;
    private final GroupArguments read;
    private final Members members;

    DeleteConsumerGroup(Groups groups, GroupArguments read, ShardbeatConfig config) {
        this.groups = groups;
        this.read = read;
        this.members = config.cls().deleteWithMembers() ? Members.REMOVE : Members.KEEP;
    }

    @Override
    public String name() {
        return "DeleteConsumerGroup";
    }

    @Override
    public Kind kind() {
        return Kind.ADMINISTRATION;
    }

    @Override
    public CompletionStage<Reply> run(Call call) {
        return groups.delete(read.existingGroup(call, Fields.of(call)), members)
                .thenApply(outcome -> outcome.fold(GroupEnds.PLAIN));
    }
}
