package io.shardbeat.sls.group;

import io.shardbeat.coordinator.groups.Groups;
import io.shardbeat.http.Answer;
import io.shardbeat.sls.call.Call;
import io.shardbeat.sls.call.Operation;
import java.util.concurrent.CompletionStage;

/**
 * {@code GET [/logstores/{logstore}]/consumergroups}, the first call of every worker. Source: "ListConsumerGroup" of the
 * SLS API reference, but for the answer's form, which is what the official clients read.
 */
public final class ListConsumerGroup implements Operation {
    private final Groups groups;
    private final GroupAnswers answers;

    public ListConsumerGroup(Groups groups, GroupAnswers answers) {
        this.groups = groups;
        this.answers = answers;
    }

    @Override
    public CompletionStage<Answer> answer(Call call) {
        return groups.list(call.project(), call.scope()).thenApply(outcome -> outcome.fold(answers));
    }
}
