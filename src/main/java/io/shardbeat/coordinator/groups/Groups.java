package io.shardbeat.coordinator.groups;

import io.shardbeat.catalog.Namespace;
import io.shardbeat.catalog.Topic;
import io.shardbeat.coordinator.GroupDirectory;
import io.shardbeat.coordinator.GroupDirectory.Members;
import io.shardbeat.coordinator.StoreUnavailableException;
import io.shardbeat.coordinator.StoreUnavailableException.Reason;
import io.shardbeat.coordinator.catalog.CatalogStore;
import io.shardbeat.coordinator.catalog.DeclaredCatalog;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupSettings;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Group commands of both dialects. What is missing is named from the outside in: namespace, topic, group. */
public final class Groups {
    private final CatalogStore catalog;
    private final GroupDirectory directory;
    private final DeclaredCatalog declared;
    private final Map<String, Integer> limits;

    /** @param limits of all dialects whose groups are made here */
    public Groups(
            CatalogStore catalog, GroupDirectory directory, DeclaredCatalog declared, Collection<GroupLimit> limits) {
        this.catalog = catalog;
        this.directory = directory;
        this.declared = declared;
        this.limits = limits.stream().collect(Collectors.toUnmodifiableMap(GroupLimit::dialect, GroupLimit::most));
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
                                : createNew(group, settings)));
    }

    private int most(String dialect) {
        Integer most = limits.get(dialect);
        if (most == null) {
            throw new IllegalStateException(
                    "dialect " + dialect + " brings no GroupLimit, expected one beside its Dialect");
        }
        return most;
    }

    private CompletionStage<GroupOutcome> createNew(GroupId group, GroupSettings settings) {
        int most = most(group.namespace().dialect());
        return directory.create(group, settings, most).thenCompose(creation -> switch (creation) {
            case CREATED -> stillInTopics(group, settings);
            case EXISTS -> CompletableFuture.completedFuture(new GroupOutcome.AlreadyExists(group));
            case TOO_MANY -> CompletableFuture.completedFuture(new GroupOutcome.TooMany(group, most));
        });
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
        boolean told = declared.isInStore();
        // Looked for again: it may have come since whoever asks did not find it, with the rest of what is declared.
        return inTopics(
                group.namespace(),
                scope,
                () -> directory
                        .find(group)
                        .thenCompose(found -> found.isEmpty()
                                ? absent(new GroupOutcome.NoGroup(group), told)
                                : CompletableFuture.failedFuture(notTold())));
    }

    private CompletionStage<GroupOutcome> inTopics(
            Namespace namespace, List<String> topics, java.util.function.Supplier<CompletionStage<GroupOutcome>> then) {
        boolean told = declared.isInStore();
        return catalog.read(namespace).thenCompose(found -> {
            if (found.isEmpty()) {
                return absent(new GroupOutcome.NoNamespace(namespace), told);
            }
            topics.forEach(found.get()::mustBeReadable);
            return firstMissing(found.get().topics(), topics)
                    .<CompletionStage<GroupOutcome>>map(
                            topic -> absent(new GroupOutcome.NoTopic(namespace, topic), told))
                    .orElseGet(then);
        });
    }

    /**
     * For clients that something is not there is final; over an error of the service they keep what they have.
     *
     * @param told whether the store had been told what is declared before it was asked
     */
    private CompletionStage<GroupOutcome> absent(GroupOutcome outcome, boolean told) {
        return told && declared.isInStore()
                ? CompletableFuture.completedFuture(outcome)
                : CompletableFuture.failedFuture(notTold());
    }

    private static StoreUnavailableException notTold() {
        return new StoreUnavailableException(
                Reason.REBUILDING, "the store had not been told yet what is declared when it was asked");
    }

    private static Optional<String> firstMissing(Map<String, Topic> existing, List<String> wanted) {
        return wanted.stream().filter(topic -> !existing.containsKey(topic)).findFirst();
    }

    private static CompletionStage<GroupOutcome> done() {
        return CompletableFuture.completedFuture(new GroupOutcome.Done());
    }
}
