package io.shardbeat.testkit.memory;

import io.shardbeat.catalog.Namespace;
import io.shardbeat.coordinator.Creation;
import io.shardbeat.coordinator.GroupDirectory;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupSettings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Groups in memory. Notes updates, since one that changes nothing must not happen. */
public class MemoryGroupDirectory implements GroupDirectory {
    public final List<GroupId> updated = new ArrayList<>();
    /** Those with members. */
    public final Set<GroupId> inhabited = new HashSet<>();

    private final Map<GroupId, GroupSettings> groups = new TreeMap<>(Comparator.comparing(GroupId::path));

    public Map<GroupId, GroupSettings> groups() {
        return groups;
    }

    @Override
    public CompletionStage<Creation> create(GroupId group, GroupSettings settings, int most) {
        if (groups.keySet().stream().anyMatch(other -> other.path().equalsIgnoreCase(group.path()))) {
            return CompletableFuture.completedFuture(Creation.EXISTS);
        }
        long beside = groups.keySet().stream()
                .filter(other -> other.namespace().equals(group.namespace())
                        && other.scope().equals(group.scope()))
                .count();
        if (beside >= most) {
            return CompletableFuture.completedFuture(Creation.TOO_MANY);
        }
        groups.put(group, settings);
        return CompletableFuture.completedFuture(Creation.CREATED);
    }

    @Override
    public CompletionStage<Optional<GroupSettings>> find(GroupId group) {
        return CompletableFuture.completedFuture(Optional.ofNullable(groups.get(group)));
    }

    @Override
    public CompletionStage<Boolean> update(GroupId group, GroupSettings settings) {
        updated.add(group);
        return CompletableFuture.completedFuture(groups.replace(group, settings) != null);
    }

    @Override
    public CompletionStage<Deletion> delete(GroupId group, Members members) {
        if (members == Members.KEEP && inhabited.contains(group)) {
            return CompletableFuture.completedFuture(Deletion.HAS_MEMBERS);
        }
        return CompletableFuture.completedFuture(groups.remove(group) == null ? Deletion.NO_GROUP : Deletion.DELETED);
    }

    @Override
    public CompletionStage<Void> deleteAll(Namespace namespace, String scope) {
        groups.keySet()
                .removeIf(group ->
                        group.namespace().equals(namespace) && group.scope().equals(scope));
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Map<GroupId, GroupSettings>> list(Namespace namespace, String scope) {
        Map<GroupId, GroupSettings> listed = new TreeMap<>(Comparator.comparing(GroupId::path));
        groups.forEach((group, settings) -> {
            if (group.namespace().equals(namespace) && group.scope().equals(scope)) {
                listed.put(group, settings);
            }
        });
        return CompletableFuture.completedFuture(listed);
    }
}
