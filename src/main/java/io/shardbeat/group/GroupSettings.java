package io.shardbeat.group;

import java.util.List;

/**
 * What a group was created with.
 *
 * @param timeoutSeconds the session timeout as the client gave it (listings repeat it: clients compare); a member
 *     silent for longer is dead. What is in force is this within the configured floor and ceiling.
 * @param ordered whether children of a split wait until their parents are finished
 * @param topics what the group consumes, at least one
 */
public record GroupSettings(int timeoutSeconds, boolean ordered, List<String> topics) {
    public GroupSettings {
        topics = List.copyOf(topics);
        if (topics.isEmpty()) {
            throw new IllegalArgumentException("a group consumes at least one topic, had none");
        }
    }

    public GroupSettings withTimeoutSeconds(int seconds) {
        return new GroupSettings(seconds, ordered, topics);
    }

    public GroupSettings withOrdered(boolean value) {
        return new GroupSettings(timeoutSeconds, value, topics);
    }
}
