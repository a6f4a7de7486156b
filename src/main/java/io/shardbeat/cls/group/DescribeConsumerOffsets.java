package io.shardbeat.cls.group;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.cls.call.Action;
import io.shardbeat.cls.call.Call;
import io.shardbeat.cls.call.Fields;
import io.shardbeat.cls.wire.ClsException;
import io.shardbeat.cls.wire.ClsNames;
import io.shardbeat.cls.wire.Json;
import io.shardbeat.cls.wire.Reply;
import io.shardbeat.cls.wire.WholeNumber;
import io.shardbeat.coordinator.checkpoint.Checkpoint;
import io.shardbeat.coordinator.checkpoint.Checkpoints;
import io.shardbeat.coordinator.groups.Groups;
import io.shardbeat.group.GroupId;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * What was committed, -1 where nothing was. {@code From} says what a consumer wants to begin with instead; that is for who
 * has the logs to know, so it changes nothing here, and an {@code OffsetType} that asks for it alone is refused. Source: API reference,
 * "DescribeConsumerOffsets".
 */
@Singleton
public class DescribeConsumerOffsets implements Action {
    private static final long NOTHING_COMMITTED = -1;
    private static final String ALL_PARTITIONS = "-1";

    private final Checkpoints checkpoints;
    private final Groups groups;
    private final GroupArguments read;

    public DescribeConsumerOffsets(Checkpoints checkpoints, Groups groups, GroupArguments read) {
        this.checkpoints = checkpoints;
        this.groups = groups;
        this.read = read;
    }

    @Override
    public String name() {
        return "DescribeConsumerOffsets";
    }

    @Override
    public Kind kind() {
        return Kind.READ;
    }

    @Override
    public CompletionStage<Reply> run(Call call) {
        Fields fields = Fields.of(call);
        GroupId group = read.group(call, fields);
        fields.textOrNumber("From");
        if (fields.wholeNumber("OffsetType").orElse(0) != 0) {
            throw ClsException.invalid(
                    "OffsetType must be 0, for what was committed: where logs begin is not known here");
        }
        Asked asked = Asked.of(fields);
        return find(group, asked)
                .thenCompose(found -> found.isEmpty()
                        ? groups.missing(group).thenApply(outcome -> outcome.fold(GroupEnds.PLAIN))
                        : CompletableFuture.completedFuture(reply(group, asked, found.get())));
    }

    private CompletionStage<Optional<SortedMap<ShardId, Checkpoint>>> find(GroupId group, Asked asked) {
        return asked.isOne() ? checkpoints.of(group, asked.shard()) : checkpoints.all(group);
    }

    /** With all that was asked for, known or not: the Python consumer looks it up in the answer, and begins anew for ever. */
    private static Reply reply(GroupId group, Asked asked, SortedMap<ShardId, Checkpoint> found) {
        SortedMap<ShardId, Checkpoint> matching = new TreeMap<>(found);
        matching.keySet().removeIf(shard -> !asked.matches(shard));
        if (asked.isOne()) {
            matching.putIfAbsent(asked.shard(), Checkpoint.NONE);
        }
        ObjectNode answer = Json.object().put("ConsumerGroup", group.name());
        ArrayNode topics = answer.putArray("TopicPartitionOffsetsInfo");
        Map<String, ArrayNode> byTopic = new TreeMap<>();
        if (!asked.topic().isEmpty()) {
            byTopic.put(asked.topic(), addTopic(topics, asked.topic()));
        }
        matching.forEach((shard, checkpoint) -> byTopic.computeIfAbsent(shard.topic(), topic -> addTopic(topics, topic))
                .addObject()
                .put("PartitionId", shard.number())
                .put("Offset", offset(checkpoint)));
        return Reply.of(answer);
    }

    private static ArrayNode addTopic(ArrayNode topics, String topic) {
        return topics.addObject().put("TopicID", topic).putArray("PartitionOffsets");
    }

    private static long offset(Checkpoint checkpoint) {
        return checkpoint.value().isEmpty() ? NOTHING_COMMITTED : Long.parseLong(checkpoint.value());
    }

    /**
     * What is asked for.
     *
     * @param topic empty for all
     * @param partition empty for all
     */
    private record Asked(String topic, Optional<Integer> partition) {
        static Asked of(Fields fields) {
            String topic = fields.textOrNumber(fields.has("TopicID") ? "TopicID" : "TopicId");
            if (!topic.isEmpty()) {
                ClsNames.check("TopicId", topic);
            }
            String partition = fields.textOrNumber("PartitionId");
            if (partition.isEmpty() || partition.equals(ALL_PARTITIONS)) {
                return new Asked(topic, Optional.empty());
            }
            int number = WholeNumber.parseInt(partition);
            if (number < 0) {
                throw ClsException.invalid("PartitionId must be -1 for all or a whole number from 0 to "
                        + Integer.MAX_VALUE + ", was " + ClsException.quoted(partition));
            }
            return new Asked(topic, Optional.of(number));
        }

        boolean isOne() {
            return !topic.isEmpty() && partition.isPresent();
        }

        ShardId shard() {
            return new ShardId(topic, partition.orElseThrow());
        }

        boolean matches(ShardId shard) {
            return (topic.isEmpty() || topic.equals(shard.topic()))
                    && (partition.isEmpty() || partition.get() == shard.number());
        }
    }
}
