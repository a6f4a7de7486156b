package io.shardbeat.sls.group;

import io.shardbeat.assignment.ShardId;
import io.shardbeat.catalog.Names;
import io.shardbeat.coordinator.checkpoint.Checkpoint;
import io.shardbeat.coordinator.checkpoint.Checkpoints;
import io.shardbeat.coordinator.groups.Groups;
import io.shardbeat.group.GroupId;
import io.shardbeat.http.Answer;
import io.shardbeat.sls.call.Answers;
import io.shardbeat.sls.call.Call;
import io.shardbeat.sls.call.Operation;
import io.shardbeat.sls.wire.CallRefused;
import io.shardbeat.sls.wire.Excerpt;
import io.shardbeat.sls.wire.SlsError;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET [/logstores/{logstore}]/consumergroups/{group}[?shard={shard}]}. A bare array with an entry for every shard,
 * saved or not: Java and Python consumers cannot begin with a shard that has none. For groups of the project it is an
 * object of such arrays by logstore, and {@code logstore} picks one. Source: "GetCheckPoint" of the SLS API reference,
 * and the official clients.
 */
public final class GetCheckPoint implements Operation {
    /** A number no shard can have, as all above it. */
    private static final long NO_SHARD = Integer.MAX_VALUE;

    private final Checkpoints checkpoints;
    private final Groups groups;
    private final Answers answers;
    private final GroupAnswers groupAnswers;

    public GetCheckPoint(Checkpoints checkpoints, Groups groups, Answers answers) {
        this.checkpoints = checkpoints;
        this.groups = groups;
        this.answers = answers;
        groupAnswers = new GroupAnswers(answers);
    }

    @Override
    public CompletionStage<Answer> answer(Call call) {
        GroupId group = call.group();
        Integer shard = shard(call);
        String logstore = group.scope().isEmpty() ? logstore(call) : group.scope();
        return find(group, logstore, shard)
                .thenCompose(found -> found.isEmpty()
                        ? groups.missing(group).thenApply(outcome -> outcome.fold(groupAnswers))
                        : CompletableFuture.completedFuture(answers.json(body(group, logstore, shard, found.get()))));
    }

    /** More than was asked for where that costs nothing. */
    private CompletionStage<Optional<SortedMap<ShardId, Checkpoint>>> find(
            GroupId group, String logstore, @Nullable Integer shard) {
        return logstore.isEmpty() || shard == null
                ? checkpoints.all(group)
                : checkpoints.of(group, new ShardId(logstore, shard));
    }

    private static byte[] body(
            GroupId group, String logstore, @Nullable Integer shard, SortedMap<ShardId, Checkpoint> found) {
        SortedMap<String, SortedMap<ShardId, Checkpoint>> byLogstore = new TreeMap<>();
        if (!logstore.isEmpty()) {
            byLogstore.put(logstore, new TreeMap<>());
        }
        found.forEach((id, checkpoint) -> {
            if ((logstore.isEmpty() || logstore.equals(id.topic())) && (shard == null || shard == id.number())) {
                byLogstore.computeIfAbsent(id.topic(), topic -> new TreeMap<>()).put(id, checkpoint);
            }
        });
        StringBuilder body = new StringBuilder();
        if (group.scope().isEmpty()) {
            CheckpointText.appendObject(body, byLogstore);
        } else {
            CheckpointText.appendArray(body, byLogstore.getOrDefault(logstore, new TreeMap<>()));
        }
        return body.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The logstore asked for; empty for all. */
    private static String logstore(Call call) {
        String logstore = call.parameter("logstore");
        if (logstore == null || logstore.isEmpty()) {
            return "";
        }
        if (!Names.isValid(logstore)) {
            throw new CallRefused(
                    SlsError.PARAMETER_INVALID,
                    "parameter logstore is " + Excerpt.of(logstore) + ", expected the name of a logstore");
        }
        return logstore;
    }

    /** The shard asked for; {@code null} for all. */
    private static @Nullable Integer shard(Call call) {
        String shard = call.parameter("shard");
        if (shard == null || shard.isEmpty()) {
            return null;
        }
        if (!shard.matches("[0-9]{1,10}") || Long.parseLong(shard) > Call.LARGEST_SHARD_ID) {
            throw new CallRefused(
                    SlsError.PARAMETER_INVALID,
                    "parameter shard is " + Excerpt.of(shard) + ", expected a shard id of 0 to "
                            + Call.LARGEST_SHARD_ID);
        }
        return (int) Math.min(NO_SHARD, Long.parseLong(shard));
    }
}
