package io.shardbeat.sls;

import io.shardbeat.coordinator.Groups;
import io.shardbeat.http.Answer;
import java.util.concurrent.CompletionStage;

/**
 * {@code GET [/logstores/{logstore}]/consumergroups}, the first call of every worker. Source: "ListConsumerGroup" of the
 * SLS API reference, but for the answer's form, which is what the official clients read.
 */
final class ListConsumerGroup implements Operation {
    private final Groups groups;
    private final GroupAnswers answers;

    ListConsumerGroup(Groups groups, GroupAnswers answers) {
        this.groups = groups;
        this.answers = answers;
    }

    @Override
    public CompletionStage<Answer> answer(Call call) {
        return groups.list(call.project(), call.scope()).thenApply(outcome -> outcome.fold(answers));
    }
}
