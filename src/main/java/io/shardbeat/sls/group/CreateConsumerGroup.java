package io.shardbeat.sls.group;

import io.shardbeat.coordinator.groups.Groups;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupSettings;
import io.shardbeat.http.Answer;
import io.shardbeat.sls.call.Call;
import io.shardbeat.sls.call.Operation;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * {@code POST [/logstores/{logstore}]/consumergroups}. Every starting worker sends it when it finds no group, so losing
 * the race is normal. Source: "CreateConsumerGroup" of the SLS API reference.
 */
public final class CreateConsumerGroup implements Operation {
    private final Groups groups;
    private final GroupAnswers answers;

    public CreateConsumerGroup(Groups groups, GroupAnswers answers) {
        this.groups = groups;
        this.answers = answers;
    }

    @Override
    public CompletionStage<Answer> answer(Call call) {
        String scope = call.scope();
        GroupFields fields = GroupFields.parse(call.request().body());
        GroupId group = new GroupId(call.project(), scope, fields.name());
        GroupSettings settings = new GroupSettings(
                fields.requiredTimeoutSeconds(),
                Boolean.TRUE.equals(fields.ordered()),
                scope.isEmpty() ? fields.logstores() : List.of(scope));
        return groups.create(group, settings).thenApply(outcome -> outcome.fold(answers));
    }
}
