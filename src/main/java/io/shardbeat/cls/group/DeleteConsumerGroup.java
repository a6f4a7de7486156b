package io.shardbeat.cls.group;

import io.shardbeat.cls.call.Action;
import io.shardbeat.cls.call.Call;
import io.shardbeat.cls.call.Fields;
import io.shardbeat.cls.settings.ClsSettings;
import io.shardbeat.cls.wire.Reply;
import io.shardbeat.coordinator.GroupDirectory.Members;
import io.shardbeat.coordinator.groups.Groups;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletionStage;

/**
 * Removes a group. What becomes of one that has consumers is on no page: a setting decides. Source: API reference,
 * "DeleteConsumerGroup".
 */
@Singleton
public class DeleteConsumerGroup implements Action {
    private final Groups groups;
    private final GroupArguments read;
    private final Members members;

    public DeleteConsumerGroup(Groups groups, GroupArguments read, ClsSettings settings) {
        this.groups = groups;
        this.read = read;
        this.members = settings.deleteWithMembers() ? Members.REMOVE : Members.KEEP;
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
