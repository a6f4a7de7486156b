package io.shardbeat.group;

import java.util.List;

/**
 * What a group was created with.
 *
 * @param timeoutSeconds the session timeout as the client gave it, up to what the wires can carry (listings repeat it:
 *     clients compare); a member silent for longer is dead. What is in force is this within the configured floor and ceiling.
 * @param ordered whether children of a split wait until their parents are finished
 * @param topics what the group consumes, at least one
 * @param overrides what it has of its own instead of the node's settings; no client can set these
 */
public record GroupSettings(long timeoutSeconds, boolean ordered, List<String> topics, GroupOverrides overrides) {
    public GroupSettings {
        topics = List.copyOf(topics);
        if (topics.isEmpty()) {
            throw new IllegalArgumentException("a group consumes at least one topic, had none");
        }
    }

    /** Without overrides. */
    public GroupSettings(long timeoutSeconds, boolean ordered, List<String> topics) {
        this(timeoutSeconds, ordered, topics, GroupOverrides.NONE);
    }

    public GroupSettings withTimeoutSeconds(long seconds) {
        return new GroupSettings(seconds, ordered, topics, overrides);
    }

    public GroupSettings withOrdered(boolean value) {
        return new GroupSettings(timeoutSeconds, value, topics, overrides);
    }

    public GroupSettings withTopics(List<String> others) {
        return new GroupSettings(timeoutSeconds, ordered, others, overrides);
    }

    public GroupSettings withOverrides(GroupOverrides others) {
        return new GroupSettings(timeoutSeconds, ordered, topics, others);
    }
}
