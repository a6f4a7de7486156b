package io.shardbeat.sls;

import io.shardbeat.assignment.ShardId;
import io.shardbeat.coordinator.Groups;
import io.shardbeat.coordinator.checkpoint.Checkpoint;
import io.shardbeat.coordinator.checkpoint.Checkpoints;
import io.shardbeat.group.GroupId;
import io.shardbeat.http.Answer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.CompletionStage;

/**
 * {@code GET /logstores/{logstore}/consumergroups/{group}[?shard={shard}]}. A bare array with an entry for every shard,
 * saved or not: Java and Python consumers cannot begin with a shard that has none. Source: "GetCheckPoint" of the SLS API
 * reference, and the official clients.
 */
final class GetCheckPoint implements Operation {
    private static final int BYTES_PER_SHARD = 128;

    private final Checkpoints checkpoints;
    private final Groups groups;
    private final Answers answers;
    private final GroupAnswers groupAnswers;

    GetCheckPoint(Checkpoints checkpoints, Groups groups, Answers answers) {
        this.checkpoints = checkpoints;
        this.groups = groups;
        this.answers = answers;
        groupAnswers = new GroupAnswers(answers);
    }

    @Override
    public CompletionStage<Answer> answer(Call call) {
        GroupId group = call.group();
        return find(group, call)
                .thenCompose(found -> found.isEmpty()
                        ? groups.missing(group).thenApply(outcome -> outcome.fold(groupAnswers))
                        : java.util.concurrent.CompletableFuture.completedFuture(answers.json(array(found.get()))));
    }

    private CompletionStage<Optional<SortedMap<ShardId, Checkpoint>>> find(GroupId group, Call call) {
        String shard = call.parameter("shard");
        return shard == null || shard.isEmpty()
                ? checkpoints.all(group)
                : checkpoints.of(group, new ShardId(call.logstore(), number(shard)));
    }

    private static int number(String shard) {
        try {
            int number = Integer.parseInt(shard);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw notANumber(shard);
        }
        throw notANumber(shard);
    }

    private static CallRefused notANumber(String shard) {
        return new CallRefused(
                SlsError.PARAMETER_INVALID,
                "parameter shard is " + Excerpt.of(shard) + ", expected a shard id of 0 to " + Integer.MAX_VALUE);
    }

    private static byte[] array(SortedMap<ShardId, Checkpoint> checkpoints) {
        StringBuilder array = new StringBuilder(2 + BYTES_PER_SHARD * checkpoints.size());
        CheckpointText.appendArray(array, checkpoints);
        return array.toString().getBytes(StandardCharsets.UTF_8);
    }
}
