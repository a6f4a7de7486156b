package io.shardbeat.coordinator.groups;

import io.shardbeat.catalog.Namespace;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupSettings;
import java.util.Map;

/** How a group command ends. */
public sealed interface GroupOutcome {
    <R> R fold(Cases<R> cases);

    /** One answer per outcome, so that a new outcome does not compile until every dialect answers it. */
    interface Cases<R> {
        R done();

        R listed(Map<GroupId, GroupSettings> groups);

        R alreadyExists(GroupId group);

        R tooMany(GroupId group, int most);

        R noNamespace(Namespace namespace);

        R noTopic(Namespace namespace, String topic);

        R noGroup(GroupId group);

        R hasMembers(GroupId group);
    }

    /** The command took effect, or there was nothing left to do. */
    record Done() implements GroupOutcome {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.done();
        }
    }

    /** The groups asked for, by name. */
    record Listed(Map<GroupId, GroupSettings> groups) implements GroupOutcome {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.listed(groups);
        }
    }

    /** A group of that name, ignoring case, exists. */
    record AlreadyExists(GroupId group) implements GroupOutcome {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.alreadyExists(group);
        }
    }

    /** The logstore or logset has as many groups as it may have. */
    record TooMany(GroupId group, int most) implements GroupOutcome {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.tooMany(group, most);
        }
    }

    /** The project or logset does not exist. */
    record NoNamespace(Namespace namespace) implements GroupOutcome {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.noNamespace(namespace);
        }
    }

    /** The logstore or topic does not exist. */
    record NoTopic(Namespace namespace, String topic) implements GroupOutcome {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.noTopic(namespace, topic);
        }
    }

    /** The group does not exist. */
    record NoGroup(GroupId group) implements GroupOutcome {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.noGroup(group);
        }
    }

    /** The group was not to be deleted as long as it has members. */
    record HasMembers(GroupId group) implements GroupOutcome {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.hasMembers(group);
        }
    }
}
