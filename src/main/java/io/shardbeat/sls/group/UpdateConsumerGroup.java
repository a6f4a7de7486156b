package io.shardbeat.sls.group;

import io.shardbeat.coordinator.groups.Groups;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupSettings;
import io.shardbeat.http.Answer;
import io.shardbeat.sls.call.Call;
import io.shardbeat.sls.call.Operation;
import io.shardbeat.sls.wire.CallRefused;
import io.shardbeat.sls.wire.SlsError;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * {@code PUT [/logstores/{logstore}]/consumergroups/{group}}. Every starting Python worker sends it, changed or not: equal
 * settings must disturb nobody. Source: "UpdateConsumerGroup" of the SLS API reference.
 */
public final class UpdateConsumerGroup implements Operation {
    private final Groups groups;
    private final GroupAnswers answers;

    public UpdateConsumerGroup(Groups groups, GroupAnswers answers) {
        this.groups = groups;
        this.answers = answers;
    }

    @Override
    public CompletionStage<Answer> answer(Call call) {
        GroupId group = call.group();
        GroupFields fields = GroupFields.parse(call.request().body());
        Long timeout = fields.timeoutSeconds();
        Boolean ordered = fields.ordered();
        if (timeout == null && ordered == null) {
            throw new CallRefused(
                    SlsError.JSON_INFO_INVALID, "timeout and order are both missing, expected one of them or both");
        }
        return groups.update(group, settings -> changed(settings, timeout, ordered))
                .thenApply(outcome -> outcome.fold(answers));
    }

    private static GroupSettings changed(GroupSettings settings, @Nullable Long timeout, @Nullable Boolean ordered) {
        GroupSettings timed = timeout == null ? settings : settings.withTimeoutSeconds(timeout);
        return ordered == null ? timed : timed.withOrdered(ordered);
    }
}
