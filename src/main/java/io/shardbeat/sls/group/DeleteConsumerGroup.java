package io.shardbeat.sls.group;

import io.shardbeat.coordinator.GroupDirectory.Members;
import io.shardbeat.coordinator.groups.Groups;
import io.shardbeat.http.Answer;
import io.shardbeat.sls.call.Call;
import io.shardbeat.sls.call.Operation;
import java.util.concurrent.CompletionStage;

/**
 * {@code DELETE [/logstores/{logstore}]/consumergroups/{group}}. Source: "DeleteConsumerGroup" of the SLS API reference,
 * which does not say what becomes of a group that is not there.
 */
public final class DeleteConsumerGroup implements Operation {
    private final Groups groups;
    private final GroupAnswers answers;

    public DeleteConsumerGroup(Groups groups, GroupAnswers answers) {
        this.groups = groups;
        this.answers = answers;
    }

    @Override
    public CompletionStage<Answer> answer(Call call) {
        return groups.delete(call.group(), Members.REMOVE).thenApply(outcome -> outcome.fold(answers));
    }
}
