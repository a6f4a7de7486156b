package io.shardbeat.redis;

import io.shardbeat.group.GroupId;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * What every heartbeat for a group needs alike, for the groups that beat here. Bounded by starting over: what is lost is
 * made again by the next heartbeat.
 */
final class BeatTargets {
    private static final int MAX_GROUPS = 100_000;

    private final Function<GroupId, byte[]> emptyGrants;
    private final ConcurrentHashMap<GroupId, BeatTarget> targets = new ConcurrentHashMap<>();

    /** @param emptyGrants how a group's dialect writes a grant of nothing */
    BeatTargets(Function<GroupId, byte[]> emptyGrants) {
        this.emptyGrants = emptyGrants;
    }

    BeatTarget of(GroupId group) {
        BeatTarget known = targets.get(group);
        if (known != null) {
            return known;
        }
        if (targets.size() >= MAX_GROUPS) {
            targets.clear();
        }
        return targets.computeIfAbsent(group, id -> new BeatTarget(new GroupKeys(id), emptyGrants.apply(id)));
    }

    /**
     * @param keys the group's keys
     * @param emptyGrant what a newcomer is granted; must not be changed
     */
    record BeatTarget(GroupKeys keys, byte[] emptyGrant) {}
}
