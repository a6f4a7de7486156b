package io.shardbeat.sls.group;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.coordinator.checkpoint.CheckpointUpdate;
import io.shardbeat.coordinator.checkpoint.Checkpoints;
import io.shardbeat.coordinator.checkpoint.SaveOutcome;
import io.shardbeat.coordinator.checkpoint.SaveOutcome.Saved;
import io.shardbeat.coordinator.groups.Groups;
import io.shardbeat.group.GroupId;
import io.shardbeat.http.Answer;
import io.shardbeat.security.FirstSights;
import io.shardbeat.security.RequestId;
import io.shardbeat.sls.call.Answers;
import io.shardbeat.sls.call.Call;
import io.shardbeat.sls.call.Operation;
import io.shardbeat.sls.wire.CallRefused;
import io.shardbeat.sls.wire.Excerpt;
import io.shardbeat.sls.wire.SlsError;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * {@code POST [/logstores/{logstore}]/consumergroups/{group}?type=checkpoint&consumer={consumer}&forceSuccess={boolean}}.
 * Unless forced only the holder of the shard may save. Source: "UpdateCheckPoint" of the SLS API reference; the code for
 * a shard that somebody else holds is on no page, and is what the Java and Go clients look for.
 */
public final class UpdateCheckPoint implements Operation {
    private final Checkpoints checkpoints;
    private final Groups groups;
    private final Answers answers;
    private final GroupAnswers groupAnswers;
    private final FirstSights forced = new FirstSights(System::nanoTime);

    public UpdateCheckPoint(Checkpoints checkpoints, Groups groups, Answers answers) {
        this.checkpoints = checkpoints;
        this.groups = groups;
        this.answers = answers;
        groupAnswers = new GroupAnswers(answers);
    }

    @Override
    public CompletionStage<Answer> answer(Call call) {
        GroupId group = call.group();
        boolean forced = isForced(call);
        MemberId member = forced && isNameless(call) ? null : call.consumer();
        CheckpointFields fields = CheckpointFields.parse(call.request().body());
        ShardId shard = fields.shard(group);
        CheckpointUpdate update = new CheckpointUpdate(
                group, member, Map.of(shard, fields.checkpoint()), forced, call.sentAtSeconds(), RequestId.current());
        return checkpoints.save(update).thenCompose(outcome -> outcome.fold(new Ends(update, shard)));
    }

    /**
     * Where somebody moves a checkpoint by force, whoever holds the shard. Consumers save theirs all the time, and those in
     * Go and Python always by force: of a name and an address it is noted once an hour.
     */
    @Override
    public boolean isAudited(Call call) {
        String consumer = call.parameter("consumer");
        return consumer == null
                || consumer.isEmpty()
                || isForced(call)
                        && forced.isFirst(
                                call.project().name(),
                                call.request().path(),
                                consumer,
                                call.request().peer());
    }

    /** In any case: Python writes {@code True}. */
    private static boolean isForced(Call call) {
        String value = call.parameter("forceSuccess");
        return switch (value == null ? "" : value.toLowerCase(Locale.ROOT)) {
            case "", "false" -> false;
            case "true" -> true;
            default ->
                throw new CallRefused(
                        SlsError.PARAMETER_INVALID,
                        "parameter forceSuccess is " + Excerpt.of(String.valueOf(value)) + ", expected true or false");
        };
    }

    private static boolean isNameless(Call call) {
        String name = call.parameter("consumer");
        return name == null || name.isEmpty();
    }

    private final class Ends implements SaveOutcome.Cases<CompletionStage<Answer>> {
        private final CheckpointUpdate update;
        private final ShardId shard;

        private Ends(CheckpointUpdate update, ShardId shard) {
            this.update = update;
            this.shard = shard;
        }

        @Override
        public CompletionStage<Answer> saved(Saved saved) {
            if (saved.absent().contains(shard)) {
                return error(SlsError.SHARD_NOT_EXIST, "shard " + shard.number() + " does not exist.");
            }
            if (saved.notHeld().contains(shard)) {
                return error(
                        SlsError.CONSUMER_NOT_MATCH,
                        "consumer " + Excerpt.of(String.valueOf(update.member())) + " does not hold shard "
                                + shard.number() + ", expected its holder or forceSuccess=true");
            }
            return saved.older().contains(shard)
                    ? error(
                            SlsError.INVALID_SHARD_CHECK_POINT,
                            "shard checkpoint is older than the last one of consumer "
                                    + Excerpt.of(String.valueOf(update.member()))
                                    + " by the time of its request, expected a later one or forceSuccess=true")
                    : CompletableFuture.completedFuture(answers.empty());
        }

        @Override
        public CompletionStage<Answer> unknownGroup() {
            return groups.missing(update.group()).thenApply(outcome -> outcome.fold(groupAnswers));
        }

        @Override
        public CompletionStage<Answer> unknownMember() {
            return error(
                    SlsError.CONSUMER_NOT_EXIST,
                    "consumer " + Excerpt.of(String.valueOf(update.member())) + " does not exist in the group.");
        }

        @Override
        public CompletionStage<Answer> tooMany() {
            return error(
                    SlsError.CONSUMER_GROUP_QUOTA_EXCEED,
                    "the consumer group has checkpoints of as many shards as it may have");
        }

        private CompletionStage<Answer> error(SlsError error, String message) {
            return CompletableFuture.completedFuture(answers.error(error, message));
        }
    }
}
