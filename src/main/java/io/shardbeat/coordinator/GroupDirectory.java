package io.shardbeat.coordinator;

import io.shardbeat.catalog.Namespace;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupSettings;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Which groups exist, and with what settings. Every method may complete with {@link StoreUnavailableException}. */
public interface GroupDirectory {
    /** Creates the group unless one of that name (ignoring case) exists in the same namespace and scope. */
    default CompletionStage<Boolean> create(GroupId group, GroupSettings settings) {
        return create(group, settings, Integer.MAX_VALUE).thenApply(creation -> creation == Creation.CREATED);
    }

    /**
     * The same, unless there are as many in the namespace and scope as there may be: however many nodes create at once.
     *
     * @param most how many there may be
     */
    CompletionStage<Creation> create(GroupId group, GroupSettings settings, int most);

    CompletionStage<Optional<GroupSettings>> find(GroupId group);

    /** Replaces the settings; the group becomes due. False when it does not exist. */
    CompletionStage<Boolean> update(GroupId group, GroupSettings settings);

    /** Removes the group with all its members and checkpoints. */
    CompletionStage<Deletion> delete(GroupId group, Members members);

    /**
     * Has who holds what rebuilt from the members' reports, as after a loss of writes. What is stored of the group and
     * cannot be read is dropped; a setting gets its default.
     */
    default CompletionStage<Rebuilt> rebuild(GroupId group) {
        throw new UnsupportedOperationException("this directory keeps nothing that could be damaged");
    }

    /** How a rebuild begins. */
    enum Rebuilt {
        BEGUN,
        NO_GROUP,
        /** Which topics it consumes, or all of its settings, cannot be read: it can only be deleted. */
        SETTINGS_LOST
    }

    /** Whether a group goes although it has members. */
    enum Members {
        REMOVE,
        KEEP
    }

    /** How a deletion ends. */
    enum Deletion {
        DELETED,
        NO_GROUP,
        /** It has members that were to be kept; nothing is deleted. */
        HAS_MEMBERS
    }

    /** Removes all groups of a namespace and scope, and what a creation that broke off left behind. */
    CompletionStage<Void> deleteAll(Namespace namespace, String scope);

    /** The groups of a namespace and scope (empty scope: those bound to the namespace itself), by name. */
    CompletionStage<Map<GroupId, GroupSettings>> list(Namespace namespace, String scope);
}
