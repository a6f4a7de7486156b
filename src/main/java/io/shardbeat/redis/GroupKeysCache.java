package io.shardbeat.redis;

import io.shardbeat.group.GroupId;
import java.util.concurrent.ConcurrentHashMap;

/** The keys of the groups that beat here. Bounded by starting over: what is lost is made again by the next heartbeat. */
final class GroupKeysCache {
    private static final int MAX_GROUPS = 100_000;

    private final ConcurrentHashMap<GroupId, GroupKeys> keys = new ConcurrentHashMap<>();

    GroupKeys of(GroupId group) {
        GroupKeys known = keys.get(group);
        if (known != null) {
            return known;
        }
        if (keys.size() >= MAX_GROUPS) {
            keys.clear();
        }
        return keys.computeIfAbsent(group, GroupKeys::new);
    }
}
