package io.shardbeat.coordinator.catalog;

import io.shardbeat.assignment.ShardId;
import io.shardbeat.catalog.Namespace;
import io.shardbeat.catalog.Resharding.Reason;
import io.shardbeat.catalog.Shard;
import io.shardbeat.catalog.Topic;
import io.shardbeat.coordinator.catalog.CatalogEdit.Step;
import io.shardbeat.coordinator.catalog.CatalogOutcome.Done;
import io.shardbeat.coordinator.catalog.CatalogOutcome.ShardRefused;
import io.shardbeat.group.GroupId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * When a group is through with a shard that was split or merged. The data is elsewhere, so somebody must say where a
 * read-only shard ends: then a checkpoint at that cursor finishes it. Or somebody says that it is finished.
 */
public final class ShardEnds {
    private final CatalogStore catalog;
    private final CatalogEdit edit;
    private final FinishedShards finished;

    public ShardEnds(CatalogStore catalog, FinishedShards finished) {
        this.catalog = catalog;
        this.edit = new CatalogEdit(catalog);
        this.finished = finished;
    }

    /** Registers the cursor at which a consumer has read all of a read-only shard. */
    public CompletionStage<CatalogOutcome<Topic>> register(Namespace namespace, TopicShard shard, String cursor) {
        return edit.apply(
                namespace,
                shard.topic(),
                (view, topic) -> obstacle(topic, shard.number())
                        .<Step<Topic>>map(reason -> Step.end(new ShardRefused<>(shard.number(), reason)))
                        .orElseGet(() -> {
                            Topic ended = topic.withEnd(shard.number(), cursor);
                            return Step.write(ended, ended);
                        }));
    }

    /** Declares a read-only shard finished for a group, or not finished; gives false when there is no such group. */
    public CompletionStage<CatalogOutcome<Boolean>> declare(GroupId group, TopicShard shard, boolean isFinished) {
        return ended(group, shard)
                .thenCompose(outcome -> outcome.fold(new CatalogContinuation<>(
                        topic -> note(group, new ShardId(shard.topic(), shard.number()), topic, isFinished))));
    }

    /** Whether it could be declared; nothing is. */
    public CompletionStage<CatalogOutcome<Boolean>> check(GroupId group, TopicShard shard) {
        return ended(group, shard)
                .thenCompose(outcome ->
                        outcome.fold(new CatalogContinuation<>(topic -> CompletableFuture.completedFuture(true))));
    }

    private CompletionStage<CatalogOutcome<Topic>> ended(GroupId group, TopicShard shard) {
        return edit.<Topic>apply(
                group.namespace(),
                shard.topic(),
                (view, topic) -> Step.end(obstacle(topic, shard.number())
                        .<CatalogOutcome<Topic>>map(reason -> new ShardRefused<>(shard.number(), reason))
                        .orElseGet(() -> new Done<>(topic))));
    }

    /**
     * Takes notice of accepted checkpoints: one at the registered end of a read-only shard finishes the shard for the
     * group, and one anywhere else in a read-only shard brings the shard back.
     */
    public CompletionStage<Void> checkpointed(GroupId group, Map<ShardId, String> cursors) {
        List<String> ids =
                cursors.keySet().stream().map(ShardId::topic).distinct().toList();
        if (ids.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        return catalog.topics(group.namespace(), ids).thenCompose(topics -> {
            List<CompletableFuture<?>> notes = new ArrayList<>();
            for (Topic topic : topics) {
                cursors.forEach((shard, cursor) -> {
                    if (shard.topic().equals(topic.id())
                            && obstacle(topic, shard.number()).isEmpty()) {
                        boolean isAtEnd = cursor.equals(topic.ends().get(shard.number()));
                        notes.add(note(group, shard, topic, isAtEnd).toCompletableFuture());
                    }
                });
            }
            return CompletableFuture.allOf(notes.toArray(CompletableFuture<?>[]::new));
        });
    }

    private CompletionStage<Boolean> note(GroupId group, ShardId shard, Topic topic, boolean isFinished) {
        return isFinished ? finished.mark(group, shard, topic.lineage().created()) : finished.unmark(group, shard);
    }

    /** Why a shard has no end; empty when it has one. */
    private static Optional<Reason> obstacle(Topic topic, int number) {
        Optional<Shard> shard = topic.lineage().shard(number);
        if (shard.isEmpty()) {
            return Optional.of(Reason.NO_SUCH_SHARD);
        }
        return shard.get().readOnly() ? Optional.empty() : Optional.of(Reason.NOT_READ_ONLY);
    }
}
