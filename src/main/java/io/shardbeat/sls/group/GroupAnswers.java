package io.shardbeat.sls.group;

import io.shardbeat.catalog.Namespace;
import io.shardbeat.coordinator.groups.GroupOutcome;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupSettings;
import io.shardbeat.http.Answer;
import io.shardbeat.sls.call.Answers;
import io.shardbeat.sls.wire.JsonText;
import io.shardbeat.sls.wire.SlsError;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Answers the ends of group commands, in the words of the documentation. */
public final class GroupAnswers implements GroupOutcome.Cases<Answer> {
    private final Answers answers;

    public GroupAnswers(Answers answers) {
        this.answers = answers;
    }

    @Override
    public Answer done() {
        return answers.empty();
    }

    /** A bare array, whatever the documentation shows; every client needs all three fields of each entry. */
    @Override
    public Answer listed(Map<GroupId, GroupSettings> groups) {
        StringBuilder body = new StringBuilder(2 + 64 * groups.size()).append('[');
        groups.forEach((group, settings) -> {
            body.append(body.length() > 1 ? "," : "").append("{\"name\":");
            JsonText.append(body, group.name());
            if (group.scope().isEmpty()) {
                body.append(",\"logstoreName\":");
                JsonText.append(body, String.join(",", settings.topics()));
            }
            body.append(",\"timeout\":").append(settings.timeoutSeconds());
            body.append(",\"order\":").append(settings.ordered()).append('}');
        });
        return answers.json(body.append(']').toString().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Answer alreadyExists(GroupId group) {
        return answers.error(SlsError.CONSUMER_GROUP_ALREADY_EXIST, "Consumer group already exist.");
    }

    @Override
    public Answer hasMembers(GroupId group) {
        throw new IllegalStateException("a group that may be deleted with its members was not: " + group);
    }

    @Override
    public Answer tooMany(GroupId group, int most) {
        return answers.error(
                SlsError.CONSUMER_GROUP_QUOTA_EXCEED,
                (group.scope().isEmpty() ? "the project" : "logstore " + group.scope()) + " has " + most
                        + " consumer groups, which is as many as it may have");
    }

    @Override
    public Answer noNamespace(Namespace namespace) {
        return answers.error(SlsError.PROJECT_NOT_EXIST, "The Project does not exist : " + namespace.name() + ".");
    }

    @Override
    public Answer noTopic(Namespace namespace, String topic) {
        return answers.error(SlsError.LOG_STORE_NOT_EXIST, "Logstore " + topic + " dose not exist.");
    }

    @Override
    public Answer noGroup(GroupId group) {
        return answers.error(SlsError.CONSUMER_GROUP_NOT_EXIST, "Consumer group not exist.");
    }
}
