package io.shardbeat.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

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
     * None of the bytes may be changed.
     *
     * @param keys the group's keys
     * @param encoded those of them that every heartbeat sends
     * @param emptyGrant what a newcomer is granted
     */
    record BeatTarget(GroupKeys keys, EncodedKeys encoded, byte[] emptyGrant) {
        BeatTarget(GroupKeys keys, byte[] emptyGrant) {
            this(keys, EncodedKeys.of(keys), emptyGrant);
        }
    }

    /** Keys as Redis gets them: encoding a string costs more than sending it. */
    record EncodedKeys(byte[] group, byte[] members, byte[] sweep, byte[] due, byte[] intervals, byte[] path) {
        static EncodedKeys of(GroupKeys keys) {
            return new EncodedKeys(
                    keys.group.getBytes(UTF_8),
                    keys.members.getBytes(UTF_8),
                    keys.sweep.getBytes(UTF_8),
                    keys.due.getBytes(UTF_8),
                    keys.intervals.getBytes(UTF_8),
                    keys.path.getBytes(UTF_8));
        }
    }
}
