package io.shardbeat.redis.beat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.shardbeat.group.GroupId;
import io.shardbeat.redis.format.GroupKeys;
import io.shardbeat.redis.format.TopicSizes;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What every heartbeat for a group needs alike, for the groups that beat here. Bounded by starting over: what is lost is
 * made again by the next heartbeat.
 */
public final class GroupKeyCache {
    private static final int MAX_GROUPS = 100_000;

    private final Function<GroupId, byte[]> emptyGrants;
    private final byte[] membersLimit;
    private final ConcurrentHashMap<GroupId, BeatTarget> targets = new ConcurrentHashMap<>();

    /**
     * @param emptyGrants how a group's dialect writes a grant of nothing
     * @param mostMembers how many members a group may have
     */
    public GroupKeyCache(Function<GroupId, byte[]> emptyGrants, int mostMembers) {
        this.emptyGrants = emptyGrants;
        this.membersLimit = (mostMembers + " ").getBytes(UTF_8);
    }

    public BeatTarget of(GroupId group) {
        BeatTarget known = targets.get(group);
        if (known != null) {
            return known;
        }
        if (targets.size() >= MAX_GROUPS) {
            targets.clear();
        }
        return targets.computeIfAbsent(group, this::make);
    }

    private BeatTarget make(GroupId group) {
        byte[] grant = emptyGrants.apply(group);
        byte[] joining = Arrays.copyOf(membersLimit, membersLimit.length + grant.length);
        System.arraycopy(grant, 0, joining, membersLimit.length, grant.length);
        GroupKeys keys = new GroupKeys(group);
        return new BeatTarget(keys, EncodedKeys.of(keys), grant, joining, new AtomicReference<>());
    }

    /**
     * None of the bytes may be changed.
     *
     * @param keys the group's keys
     * @param encoded those of them that every heartbeat sends
     * @param emptyGrant what a newcomer is granted
     * @param joining that, behind the number of members that the group may have and a blank
     * @param sizes what the catalog had for the group when it was last asked; {@code null} before
     */
    public record BeatTarget(
            GroupKeys keys,
            EncodedKeys encoded,
            byte[] emptyGrant,
            byte[] joining,
            AtomicReference<@Nullable TopicSizes> sizes) {}

    /** Keys as Redis gets them: encoding a string costs more than sending it. */
    public record EncodedKeys(byte[] group, byte[] members, byte[] sweep, byte[] due, byte[] intervals, byte[] path) {
        public static EncodedKeys of(GroupKeys keys) {
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
