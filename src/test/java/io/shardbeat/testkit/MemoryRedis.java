package io.shardbeat.testkit;

import io.shardbeat.assignment.ShardSet;
import io.shardbeat.coordinator.ShardSetCodec;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupSettings;
import io.shardbeat.group.GroupShards;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * What the Lua scripts do, step for step: each public method is one of them, or one plain command, and is atomic. The
 * protected methods are single rules of the scripts, so that a test can break one and see who notices.
 */
public class MemoryRedis extends MemoryPasses {
    /** For this long after all was lost, a group that is created may be one that was there before. */
    private static final long LOSS_MILLIS = 300_000;

    private GroupShards catalog = GroupShards.open(ShardSet.EMPTY);

    /** @param clock Redis TIME, milliseconds */
    public MemoryRedis(LongSupplier clock, ShardSetCodec codec) {
        super(clock, codec);
    }

    /** {@code create_group.lua}. */
    public boolean create(GroupId id, GroupSettings settings) {
        if (groups.containsKey(id)) {
            return false;
        }
        MemoryGroup group = new MemoryGroup(settings, settings.timeoutSeconds() * 1_000L, firstEpoch());
        group.createdMillis = now();
        if (bucket.incarnation() != null && Math.abs(now() - bucket.lost()) >= LOSS_MILLIS) {
            group.incarnation = bucket.incarnation();
        }
        groups.put(id, group);
        return true;
    }

    private long firstEpoch() {
        return Math.max(now(), bucket.floor() + 1);
    }

    /** {@code update_group.lua}: when a lease that is renewed now ends; empty when there is no such group. */
    public OptionalLong update(GroupId id, GroupSettings settings) {
        MemoryGroup group = groups.get(id);
        if (group == null) {
            return OptionalLong.empty();
        }
        group.settings = settings;
        group.ttlMillis = settings.timeoutSeconds() * 1_000L;
        due.addIfEarlier(entry(id), now());
        return OptionalLong.of(now() + group.ttlMillis);
    }

    /** HSCAN of the members, and ZADD XX LT of their entries. */
    public void lookBy(long when, GroupId id) {
        groups.get(id).members.keySet().forEach(member -> due.moveIfEarlier(leaseEntry(id, member), when));
    }

    /** {@code delete_group.lua}: leases run out by themselves, and a sweep drops their entries. */
    public boolean delete(GroupId id) {
        MemoryGroup group = groups.remove(id);
        if (group == null) {
            return false;
        }
        bucket = bucket.withFloor(group.epoch);
        due.remove(entry(id));
        return true;
    }

    /** Declares the catalog, and wakes the groups as {@code update_group.lua} does. */
    public void catalog(GroupShards shards) {
        catalog = shards;
        groups.keySet().forEach(group -> due.addIfEarlier(entry(group), now()));
    }

    public GroupShards assignable() {
        return catalog;
    }

    public ShardSet catalog() {
        return catalog.all();
    }

    /** {@code beat_node.lua}. */
    public List<String> beatNode(String node, long ttlMillis) {
        nodes.put(node, now() + ttlMillis);
        nodes.values().removeIf(end -> end <= now());
        return List.copyOf(nodes.keySet());
    }

    /** {@code begin_incarnation.lua}: a connection to the server of this run id is there. */
    public void beginIncarnation(String runId, long floor, boolean survivor) {
        bucket = bucket.begun(runId, floor, survivor, now());
    }
}
