package io.shardbeat.sls;

import io.shardbeat.coordinator.GroupDirectory.Members;
import io.shardbeat.coordinator.Groups;
import io.shardbeat.http.Answer;
import java.util.concurrent.CompletionStage;

/**
 * {@code DELETE [/logstores/{logstore}]/consumergroups/{group}}. Source: "DeleteConsumerGroup" of the SLS API reference,
 * which does not say what becomes of a group that is not there.
 */
final class DeleteConsumerGroup implements Operation {
    private final Groups groups;
    private final GroupAnswers answers;

    DeleteConsumerGroup(Groups groups, GroupAnswers answers) {
        this.groups = groups;
        this.answers = answers;
    }

    @Override
    public CompletionStage<Answer> answer(Call call) {
        return groups.delete(call.group(), Members.REMOVE).thenApply(outcome -> outcome.fold(answers));
    }
}
