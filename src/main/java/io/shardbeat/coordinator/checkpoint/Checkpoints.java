package io.shardbeat.coordinator.checkpoint;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.catalog.Namespace;
import io.shardbeat.coordinator.GroupDirectory;
import io.shardbeat.coordinator.StoreUnavailableException;
import io.shardbeat.coordinator.StoreUnavailableException.Reason;
import io.shardbeat.coordinator.catalog.CatalogStore;
import io.shardbeat.coordinator.catalog.ShardEnds;
import io.shardbeat.coordinator.checkpoint.CheckpointListener.Cause;
import io.shardbeat.coordinator.checkpoint.CheckpointStore.WriteOutcome;
import io.shardbeat.coordinator.checkpoint.CheckpointStore.Written;
import io.shardbeat.coordinator.checkpoint.SaveOutcome.Saved;
import io.shardbeat.coordinator.checkpoint.SaveOutcome.TooMany;
import io.shardbeat.coordinator.checkpoint.SaveOutcome.UnknownGroup;
import io.shardbeat.coordinator.checkpoint.SaveOutcome.UnknownMember;
import io.shardbeat.group.GroupId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Saves and finds checkpoints. A checkpoint is accepted from the member that holds the shard, also while it hands the
 * shard over, and from nobody else unless forced: a consumer that lost its shards without knowing must not move the
 * checkpoint of the one who has them now.
 */
public final class Checkpoints {
    /** Who holds what is read and then written by; a group that changes between the two so often is in turmoil. */
    private static final int ATTEMPTS = 5;

    private static final Saver OPERATOR = new Saver("", 0, true);

    private final CheckpointStore store;
    private final GroupDirectory directory;
    private final CatalogStore catalog;
    private final ShardEnds ends;
    private final CheckpointListener listener;

    public Checkpoints(
            CheckpointStore store,
            GroupDirectory directory,
            CatalogStore catalog,
            ShardEnds ends,
            CheckpointListener listener) {
        this.store = store;
        this.directory = directory;
        this.catalog = catalog;
        this.ends = ends;
        this.listener = listener;
    }

    /** Saves what the member may save; the outcome tells what that left out. */
    public CompletionStage<SaveOutcome> save(CheckpointUpdate update) {
        MemberId member = update.member();
        CompletionStage<SaveOutcome> end =
                update.forced() || member == null ? force(update) : attempt(update, member, 1);
        return end.thenApply(outcome -> {
            tellWhatWasNotSaved(update, outcome);
            return outcome;
        });
    }

    private void tellWhatWasNotSaved(CheckpointUpdate update, SaveOutcome outcome) {
        if (outcome instanceof UnknownMember) {
            tell(update, Cause.NO_MEMBER, update.values().size());
        } else if (outcome instanceof Saved saved) {
            tell(update, Cause.NOT_HOLDER, saved.notHeld().size());
            tell(update, Cause.NO_SHARD, saved.absent().size());
            tell(update, Cause.OLDER, saved.older().size());
        }
    }

    private void tell(CheckpointUpdate update, Cause cause, int shards) {
        if (shards > 0) {
            listener.notSaved(update.group(), update.saver().consumer(), update.request(), cause, shards);
        }
    }

    /** An operator's own, whoever holds the shard: that one goes on from it when it begins anew. */
    public CompletionStage<ChangeOutcome> set(GroupId group, ShardId shard, String value, OptionalLong epoch) {
        return change(
                group,
                Set.of(shard),
                () -> store.write(group, Map.of(shard, value), OPERATOR, epoch)
                        .thenApply(Written::outcome)
                        .thenCompose(outcome -> noted(group, Map.of(shard, value), outcome)));
    }

    /**
     * Drops checkpoints; shards that were finished by them are read again.
     *
     * @param shard {@code null} for those of all
     */
    public CompletionStage<ChangeOutcome> drop(GroupId group, @Nullable ShardId shard, OptionalLong epoch) {
        Set<ShardId> shards = shard == null ? Set.of() : Set.of(shard);
        return change(
                group,
                shards,
                () -> store.all(group).thenCompose(saved -> {
                    Map<ShardId, String> dropped = new HashMap<>();
                    saved.keySet().stream()
                            .filter(each -> shard == null || each.equals(shard))
                            .forEach(each -> dropped.put(each, ""));
                    return store.drop(group, shards, epoch).thenCompose(outcome -> noted(group, dropped, outcome));
                }));
    }

    private CompletionStage<ChangeOutcome> noted(GroupId group, Map<ShardId, String> values, WriteOutcome outcome) {
        return switch (outcome) {
            case NO_GROUP -> completed(ChangeOutcome.NO_GROUP);
            case STALE -> completed(ChangeOutcome.MOVED);
            case TOO_MANY -> completed(ChangeOutcome.TOO_MANY);
            case WRITTEN -> ends.checkpointed(group, values).thenApply(done -> ChangeOutcome.DONE);
        };
    }

    private CompletionStage<ChangeOutcome> change(
            GroupId group, Set<ShardId> wanted, Supplier<CompletionStage<ChangeOutcome>> then) {
        return shards(group).thenCompose(found -> {
            if (found.isEmpty()) {
                return completed(ChangeOutcome.NO_GROUP);
            }
            return wanted.stream().allMatch(found.get()::contains) ? then.get() : completed(ChangeOutcome.NO_SHARD);
        });
    }

    /** How an operator's change of checkpoints ends. */
    public enum ChangeOutcome {
        DONE,
        NO_GROUP,
        NO_SHARD,
        /** The group is at another epoch than was asked for. */
        MOVED,
        /** The group has checkpoints of as many shards as it may. */
        TOO_MANY
    }

    /** The checkpoint of every shard of the group, ascending; empty when the group does not exist. */
    public CompletionStage<Optional<SortedMap<ShardId, Checkpoint>>> all(GroupId group) {
        return shards(group)
                .thenCompose(found -> found.isEmpty()
                        ? completed(Optional.empty())
                        : store.all(group)
                                .thenApply(saved -> Optional.of(found.get().withCheckpoints(saved))));
    }

    /** The checkpoint of one shard, none when there is no such shard; empty when the group does not exist. */
    public CompletionStage<Optional<SortedMap<ShardId, Checkpoint>>> of(GroupId group, ShardId shard) {
        return shards(group).thenCompose(found -> {
            if (found.isEmpty() || !found.get().contains(shard)) {
                return completed(found.map(known -> new TreeMap<>()));
            }
            return store.find(group, shard)
                    .thenApply(saved -> Optional.of(new TreeMap<>(Map.of(shard, saved.orElse(Checkpoint.NONE)))));
        });
    }

    /**
     * Finishes a read-only shard for the groups whose checkpoint is at its end already. The end must be registered by
     * then: whoever saves a checkpoint meanwhile finds it.
     */
    public CompletionStage<Void> finishAt(Namespace namespace, ShardId shard, String end) {
        return directory
                .list(namespace, shard.topic())
                .thenCombine(
                        directory.list(namespace, ""),
                        (own, across) -> Stream.of(own, across)
                                .flatMap(groups -> groups.entrySet().stream())
                                .filter(group -> group.getValue().topics().contains(shard.topic()))
                                .map(group ->
                                        finishAt(group.getKey(), shard, end).toCompletableFuture())
                                .toArray(CompletableFuture<?>[]::new))
                .thenCompose(CompletableFuture::allOf);
    }

    private CompletionStage<Void> finishAt(GroupId group, ShardId shard, String end) {
        return store.find(group, shard).thenCompose(saved -> {
            boolean isAtEnd = saved.isPresent() && saved.get().value().equals(end);
            return isAtEnd ? ends.checkpointed(group, Map.of(shard, end)) : CompletableFuture.completedFuture(null);
        });
    }

    private CompletionStage<SaveOutcome> force(CheckpointUpdate update) {
        return shards(update.group()).thenCompose(found -> {
            if (found.isEmpty()) {
                return completed(new UnknownGroup());
            }
            Map<ShardId, String> known = new HashMap<>(update.values());
            known.keySet().removeIf(shard -> !found.get().contains(shard));
            Set<ShardId> absent = without(update.values().keySet(), known.keySet());
            return store.write(update.group(), known, update.saver(), OptionalLong.empty())
                    .thenCompose(written -> switch (written.outcome()) {
                        case NO_GROUP -> completed(new UnknownGroup());
                        case TOO_MANY -> completed(new TooMany());
                        case WRITTEN, STALE ->
                            ends.checkpointed(update.group(), known)
                                    .thenApply(noted -> new Saved(Set.of(), absent, Set.of()));
                    });
        });
    }

    private CompletionStage<SaveOutcome> attempt(CheckpointUpdate update, MemberId member, int attempt) {
        return store.holding(update.group(), member, update.values().keySet()).thenCompose(found -> {
            if (found.isEmpty()) {
                return directory
                        .find(update.group())
                        .thenApply(group -> group.isEmpty() ? new UnknownGroup() : new UnknownMember());
            }
            Map<ShardId, String> held = new HashMap<>(update.values());
            held.keySet().removeIf(shard -> !found.get().includes(shard));
            return store.write(
                            update.group(),
                            held,
                            update.saver(),
                            OptionalLong.of(found.get().epoch()))
                    .thenCompose(written -> switch (written.outcome()) {
                        case WRITTEN -> noted(update, held, written.older());
                        case NO_GROUP -> completed(new UnknownGroup());
                        case TOO_MANY -> completed(new TooMany());
                        case STALE -> again(update, member, attempt);
                    });
        });
    }

    private CompletionStage<SaveOutcome> noted(CheckpointUpdate update, Map<ShardId, String> held, Set<ShardId> older) {
        Map<ShardId, String> written = new HashMap<>(held);
        written.keySet().removeAll(older);
        return ends.checkpointed(update.group(), written).thenCompose(noted -> saved(update, held.keySet(), older));
    }

    private CompletionStage<SaveOutcome> again(CheckpointUpdate update, MemberId member, int attempt) {
        if (attempt < ATTEMPTS) {
            return attempt(update, member, attempt + 1);
        }
        return CompletableFuture.failedFuture(new StoreUnavailableException(
                Reason.OVERLOADED, "group " + update.group() + " changed " + ATTEMPTS + " times under one commit"));
    }

    private CompletionStage<SaveOutcome> saved(CheckpointUpdate update, Set<ShardId> held, Set<ShardId> older) {
        Set<ShardId> left = without(update.values().keySet(), held);
        if (left.isEmpty()) {
            return completed(new Saved(left, Set.of(), older));
        }
        return shards(update.group()).thenApply(found -> {
            if (found.isEmpty()) {
                return new UnknownGroup();
            }
            Set<ShardId> absent = new HashSet<>(left);
            absent.removeIf(found.get()::contains);
            return new Saved(without(left, absent), absent, older);
        });
    }

    /** Empty when the group does not exist. */
    private CompletionStage<Optional<GroupShards>> shards(GroupId group) {
        return directory
                .find(group)
                .thenCompose(settings -> settings.isEmpty()
                        ? completed(Optional.empty())
                        : catalog.topics(group.namespace(), settings.get().topics())
                                .thenApply(topics -> Optional.of(new GroupShards(topics))));
    }

    private static Set<ShardId> without(Set<ShardId> all, Set<ShardId> some) {
        Set<ShardId> rest = new HashSet<>(all);
        rest.removeAll(some);
        return rest;
    }

    private static <T> CompletionStage<T> completed(T value) {
        return CompletableFuture.completedFuture(value);
    }
}
