package io.shardbeat.coordinator.pass;

import io.shardbeat.group.GroupId;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Groups whose last pass failed: this node leaves each alone for a while, whoever asks, so that one that cannot be read
 * costs the others nothing. The store keeps the same time for the other nodes.
 */
public final class SetApart {
    /** More are forgotten, which costs a pass each. */
    private static final int MOST = 10_000;

    /** By the clock, which counts from nowhere: no time of day. */
    private final Map<GroupId, Long> until = new ConcurrentHashMap<>();

    private final LongSupplier clock;

    /** @param clock of this node, milliseconds, never put back */
    public SetApart(LongSupplier clock) {
        this.clock = clock;
    }

    /** Whether the group is to be left alone. */
    public boolean isApart(GroupId group) {
        if (until.isEmpty()) {
            return false;
        }
        Long end = until.get(group);
        if (end == null || clock.getAsLong() < end) {
            return end != null;
        }
        until.remove(group, end);
        return false;
    }

    void leave(GroupId group, Duration time) {
        if (until.size() >= MOST) {
            until.clear();
        }
        until.put(group, clock.getAsLong() + time.toMillis());
    }

    /** The group may be well again: the next pass is made when it is asked for. */
    public void tryAgain(GroupId group) {
        until.remove(group);
    }
}
