package io.shardbeat.coordinator;

import io.shardbeat.catalog.Namespace;
import io.shardbeat.catalog.Topic;
import io.shardbeat.coordinator.GroupDirectory.Members;
import io.shardbeat.coordinator.StoreUnavailableException.Reason;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;

/** Group commands of both dialects. What is missing is named from the outside in: namespace, topic, group. */
public final class Groups {
    private final CatalogStore catalog;
    private final GroupDirectory directory;
    private final DeclaredCatalog declared;
    private final ToIntFunction<String> limit;

    /** @param limit per dialect, how many groups a logstore, or a logset, may have */
    public Groups(
            CatalogStore catalog, GroupDirectory directory, DeclaredCatalog declared, ToIntFunction<String> limit) {
        this.catalog = catalog;
        this.directory = directory;
        this.declared = declared;
        this.limit = limit;
    }

    /** Creates a group over existing topics. */
    public CompletionStage<GroupOutcome> create(GroupId group, GroupSettings settings) {
        return inTopics(
                group.namespace(),
                settings.topics(),
                () -> directory
                        .find(group)
                        .thenCompose(found -> found.isPresent()
                                ? CompletableFuture.completedFuture(new GroupOutcome.AlreadyExists(group))
                                : directory
                                        .list(group.namespace(), group.scope())
                                        .thenCompose(others -> createBeside(others.keySet(), group, settings))));
    }

    private CompletionStage<GroupOutcome> createBeside(Set<GroupId> others, GroupId group, GroupSettings settings) {
        int most = limit.applyAsInt(group.namespace().dialect());
        if (others.size() >= most && others.stream().noneMatch(other -> isSame(other, group))) {
            return CompletableFuture.completedFuture(new GroupOutcome.TooMany(group, most));
        }
        return directory
                .create(group, settings)
                .thenCompose(created -> created
                        ? stillInTopics(group, settings)
                        : CompletableFuture.completedFuture(new GroupOutcome.AlreadyExists(group)));
    }

    private static boolean isSame(GroupId one, GroupId other) {
        return one.path().equalsIgnoreCase(other.path());
    }

    /** Its logstore may have been deleted with all groups while this one came into being: then it goes, too. */
    private CompletionStage<GroupOutcome> stillInTopics(GroupId group, GroupSettings settings) {
        return inTopics(group.namespace(), settings.topics(), Groups::done)
                .thenCompose(outcome -> outcome instanceof GroupOutcome.Done
                        ? CompletableFuture.completedFuture(outcome)
                        : directory.delete(group, GroupDirectory.Members.REMOVE).thenApply(deleted -> outcome));
    }

    /** Changes a group's settings; equal settings disturb nothing. */
    public CompletionStage<GroupOutcome> update(GroupId group, UnaryOperator<GroupSettings> change) {
        return directory.find(group).thenCompose(found -> {
            if (found.isEmpty()) {
                return missing(group);
            }
            GroupSettings wanted = change.apply(found.get());
            if (wanted.equals(found.get())) {
                return done();
            }
            return inTopics(
                    group.namespace(),
                    wanted.topics(),
                    () -> directory.update(group, wanted).thenCompose(updated -> updated ? done() : missing(group)));
        });
    }

    /** Removes a group with its checkpoints; one that has members only if they may go too. */
    public CompletionStage<GroupOutcome> delete(GroupId group, Members members) {
        return directory.delete(group, members).thenCompose(deletion -> switch (deletion) {
            case DELETED -> done();
            case NO_GROUP -> missing(group);
            case HAS_MEMBERS -> CompletableFuture.completedFuture(new GroupOutcome.HasMembers(group));
        });
    }

    /** The groups of a namespace and scope, or what is missing on the way to them. */
    public CompletionStage<GroupOutcome> list(Namespace namespace, String scope) {
        return inTopics(
                namespace,
                scope.isEmpty() ? List.of() : List.of(scope),
                () -> directory.list(namespace, scope).thenApply(GroupOutcome.Listed::new));
    }

    /** Why a group cannot be found: its namespace, the logstore it is bound to, or the group itself is missing. */
    public CompletionStage<GroupOutcome> missing(GroupId group) {
        List<String> scope = group.scope().isEmpty() ? List.of() : List.of(group.scope());
        return inTopics(group.namespace(), scope, () -> absent(new GroupOutcome.NoGroup(group)));
    }

    private CompletionStage<GroupOutcome> inTopics(
            Namespace namespace, List<String> topics, java.util.function.Supplier<CompletionStage<GroupOutcome>> then) {
        return catalog.topics(namespace).thenCompose(found -> {
            if (found.isEmpty()) {
                return absent(new GroupOutcome.NoNamespace(namespace));
            }
            return firstMissing(found.get(), topics)
                    .<CompletionStage<GroupOutcome>>map(topic -> absent(new GroupOutcome.NoTopic(namespace, topic)))
                    .orElseGet(then);
        });
    }

    /** For clients that something is not there is final; over an error of the service they keep what they have. */
    private CompletionStage<GroupOutcome> absent(GroupOutcome outcome) {
        return declared.isInStore()
                ? CompletableFuture.completedFuture(outcome)
                : CompletableFuture.failedFuture(new StoreUnavailableException(
                        Reason.REBUILDING, "the store has not been told yet what is declared"));
    }

    private static Optional<String> firstMissing(Map<String, Topic> existing, List<String> wanted) {
        return wanted.stream().filter(topic -> !existing.containsKey(topic)).findFirst();
    }

    private static CompletionStage<GroupOutcome> done() {
        return CompletableFuture.completedFuture(new GroupOutcome.Done());
    }
}
