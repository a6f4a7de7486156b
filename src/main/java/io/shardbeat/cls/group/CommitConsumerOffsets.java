package io.shardbeat.cls.group;

import com.fasterxml.jackson.databind.JsonNode;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.cls.call.Action;
import io.shardbeat.cls.call.Call;
import io.shardbeat.cls.call.Fields;
import io.shardbeat.cls.wire.ClsError;
import io.shardbeat.cls.wire.ClsException;
import io.shardbeat.cls.wire.Reply;
import io.shardbeat.coordinator.checkpoint.CheckpointUpdate;
import io.shardbeat.coordinator.checkpoint.Checkpoints;
import io.shardbeat.coordinator.checkpoint.SaveOutcome;
import io.shardbeat.coordinator.checkpoint.SaveOutcome.Saved;
import io.shardbeat.coordinator.groups.Groups;
import io.shardbeat.group.GroupId;
import io.shardbeat.security.RequestId;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Saves offsets of partitions that the consumer holds. Those of others are passed over and answered with success: the Go
 * consumer commits once more after it let go, and a refusal ends a thread of the Python consumer for good while its
 * heartbeats go on. So are those that are older, by the time of the request, than what the same consumer saved last. Source: API reference, "CommitConsumerOffsets"; Python consumer 1.0.5, Go consumer 1.0.14.
 */
@Singleton
public class CommitConsumerOffsets implements Action {
    private static final String OFFSETS = "TopicPartitionOffsetsInfo";

    private final Checkpoints checkpoints;
    private final Groups groups;
    private final GroupArguments read;

    public CommitConsumerOffsets(Checkpoints checkpoints, Groups groups, GroupArguments read) {
        this.checkpoints = checkpoints;
        this.groups = groups;
        this.read = read;
    }

    @Override
    public String name() {
        return "CommitConsumerOffsets";
    }

    @Override
    public Kind kind() {
        return Kind.PROGRESS;
    }

    @Override
    public CompletionStage<Reply> run(Call call) {
        Fields fields = Fields.of(call);
        GroupId group = read.group(call, fields);
        CheckpointUpdate update = new CheckpointUpdate(
                group, read.consumer(fields), offsets(call, fields), false, call.sentAtSeconds(), RequestId.current());
        return checkpoints.save(update).thenCompose(outcome -> outcome.fold(new Ends(group)));
    }

    private static Map<ShardId, String> offsets(Call call, Fields fields) {
        JsonNode list = fields.root().get(OFFSETS);
        if ((list == null || list.isNull()) && !call.arguments().losesEmptyLists()) {
            throw ClsException.missing(OFFSETS);
        }
        return PartitionOffsets.read(list, OFFSETS);
    }

    private final class Ends implements SaveOutcome.Cases<CompletionStage<Reply>> {
        private final GroupId group;

        Ends(GroupId group) {
            this.group = group;
        }

        @Override
        public CompletionStage<Reply> saved(Saved saved) {
            return CompletableFuture.completedFuture(Reply.empty());
        }

        @Override
        public CompletionStage<Reply> tooMany() {
            return CompletableFuture.failedFuture(new ClsException(
                    ClsError.LIMIT_EXCEEDED, "the consumer group has offsets of as many partitions as it may have"));
        }

        @Override
        public CompletionStage<Reply> unknownMember() {
            return CompletableFuture.completedFuture(Reply.empty());
        }

        @Override
        public CompletionStage<Reply> unknownGroup() {
            return groups.missing(group).thenApply(outcome -> outcome.fold(GroupEnds.PLAIN));
        }
    }
}
