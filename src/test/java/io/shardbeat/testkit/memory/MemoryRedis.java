package io.shardbeat.testkit.memory;

import io.shardbeat.assignment.ShardSet;
import io.shardbeat.coordinator.BeatReply;
import io.shardbeat.coordinator.Heartbeat;
import io.shardbeat.coordinator.ShardSetCodec;
import io.shardbeat.group.FenceMargin;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupSettings;
import io.shardbeat.group.GroupShards;
import io.shardbeat.group.Lease;
import io.shardbeat.group.plan.Plan;
import io.shardbeat.group.wish.Wishes;
import io.shardbeat.testkit.memory.MemoryGroup.LeaseValue;
import io.shardbeat.testkit.memory.MemoryGroup.Record;
import io.shardbeat.testkit.memory.MemoryHeartbeats.Changes;
import io.shardbeat.testkit.memory.MemoryHeartbeats.Renewed;
import io.shardbeat.testkit.memory.MemoryHeartbeats.Replaced;
import io.shardbeat.testkit.memory.MemoryHeartbeats.Stamp;
import io.shardbeat.testkit.memory.MemoryKeyspace.Image;
import io.shardbeat.testkit.memory.MemoryPasses.Claimed;
import io.shardbeat.testkit.memory.MemoryPasses.Swept;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * What the Lua scripts do, step for step: each public method is one of them, or one plain command, and is atomic. What is
 * stored is a {@link MemoryKeyspace}; the scripts are those of {@link MemoryHeartbeats}, of {@link MemoryPasses} and, of
 * groups as a whole, here; what they decide by are {@link StoreRules}.
 */
public class MemoryRedis {
    /** For this long after all was lost, a group that is created may be one that was there before. */
    private static final long LOSS_MILLIS = 300_000;

    private GroupShards catalog = GroupShards.open(ShardSet.EMPTY);

    private final MemoryKeyspace store;
    private final StoreRules rules;
    private final MemoryHeartbeats heartbeats;
    private final MemoryPasses passes;

    /** @param clock Redis TIME, milliseconds */
    public MemoryRedis(LongSupplier clock, ShardSetCodec codec) {
        this(clock, codec, StoreRules::new);
    }

    /** @param rules those that hold, or one of which does not */
    public MemoryRedis(LongSupplier clock, ShardSetCodec codec, Function<MemoryKeyspace, StoreRules> rules) {
        this.store = new MemoryKeyspace(clock, codec);
        this.rules = rules.apply(store);
        this.heartbeats = new MemoryHeartbeats(store, this.rules, this::settle);
        this.passes = new MemoryPasses(store, this.rules, this::settle);
    }

    protected final StoreRules rules() {
        return rules;
    }

    /** Whether all was lost under the nodes' connections. */
    protected final boolean isEmptied() {
        return store.isEmptied();
    }

    /** {@code create_group.lua}. */
    public boolean create(GroupId id, GroupSettings settings) {
        if (store.groups.containsKey(id)) {
            return false;
        }
        MemoryGroup group = new MemoryGroup(settings, settings.timeoutSeconds() * 1_000L, firstEpoch());
        group.createdMillis = store.now();
        if (store.bucket.incarnation() != null && Math.abs(store.now() - store.bucket.lost()) >= LOSS_MILLIS) {
            group.incarnation = store.bucket.incarnation();
        }
        store.groups.put(id, group);
        rules.count();
        return true;
    }

    private long firstEpoch() {
        return Math.max(store.now(), store.bucket.floor() + 1);
    }

    /** {@code update_group.lua}: when a lease that is renewed now ends; empty when there is no such group. */
    public OptionalLong update(GroupId id, GroupSettings settings) {
        MemoryGroup group = store.groups.get(id);
        if (group == null) {
            return OptionalLong.empty();
        }
        rules.count();
        group.settings = settings;
        group.ttlMillis = settings.timeoutSeconds() * 1_000L;
        store.due.addIfEarlier(MemoryKeyspace.entry(id), store.now());
        return OptionalLong.of(store.now() + group.ttlMillis);
    }

    /** HSCAN of the members, and ZADD XX LT of their entries. */
    public void lookBy(long when, GroupId id) {
        store.groups
                .get(id)
                .members
                .keySet()
                .forEach(member -> store.due.moveIfEarlier(MemoryKeyspace.leaseEntry(id, member), when));
    }

    /** {@code delete_group.lua}: leases run out by themselves, and a sweep drops their entries. */
    public boolean delete(GroupId id) {
        MemoryGroup group = store.groups.remove(id);
        if (group == null) {
            return false;
        }
        store.bucket = store.bucket.withFloor(group.epoch);
        rules.count();
        store.due.remove(MemoryKeyspace.entry(id));
        return true;
    }

    /** Declares the catalog, and wakes the groups as {@code update_group.lua} does. */
    public void catalog(GroupShards shards) {
        catalog = shards;
        store.groups.keySet().forEach(group -> store.due.addIfEarlier(MemoryKeyspace.entry(group), store.now()));
    }

    public GroupShards assignable() {
        return catalog;
    }

    public ShardSet catalog() {
        return catalog.all();
    }

    /** {@code beat_node.lua}. */
    public List<String> beatNode(String node, long ttlMillis) {
        store.nodes.put(node, store.now() + ttlMillis);
        store.nodes.values().removeIf(end -> end <= store.now());
        return List.copyOf(store.nodes.keySet());
    }

    /** {@code begin_incarnation.lua}: a connection to the server of this run id is there. */
    public void beginIncarnation(String runId, long floor, boolean survivor) {
        store.bucket = store.bucket.begun(runId, floor, survivor, store.now());
    }

    /** {@code settle_group.lua}: the group notices that the store has lost writes. */
    public void settle(GroupId id) {
        MemoryGroup group = store.groups.get(id);
        if (group != null
                && store.bucket.incarnation() != null
                && !group.incarnation.equals(store.bucket.incarnation())) {
            group.epoch = Math.max(MemoryKeyspace.nextEpoch(group.epoch, store.now()), rules.rebuildFloor() + 1);
            group.incarnation = store.bucket.incarnation();
            group.rebuild = group.epoch;
            rules.count();
            store.due.addIfEarlier(MemoryKeyspace.entry(id), store.now());
        }
    }

    /** {@code update_group.lua} without fields. */
    public boolean wake(GroupId id) {
        if (!store.groups.containsKey(id)) {
            return false;
        }
        store.due.addIfEarlier(MemoryKeyspace.entry(id), store.now());
        return true;
    }

    /** {@code change_wishes.lua}: the epoch in force; 0 when nothing was written. */
    public long changeWishes(GroupId id, long epoch, Wishes wishes) {
        MemoryGroup group = store.groups.get(id);
        if (group == null || !rules.isAtEpoch(group, epoch) || !rules.isOfThisIncarnation(group)) {
            return 0;
        }
        group.epoch = MemoryKeyspace.nextEpoch(group.epoch, store.now());
        group.wishes = wishes;
        rules.count();
        store.due.addIfEarlier(MemoryKeyspace.entry(id), store.now());
        return group.epoch;
    }

    /** {@code renew_lease.lua}. */
    public BeatReply renewLease(Heartbeat beat, FenceMargin defaultMargin) {
        return heartbeats.renewLease(beat, defaultMargin);
    }

    /** The same, and whether the member may be answered without the script from then on. */
    public final Renewed renew(Heartbeat beat, FenceMargin defaultMargin) {
        BeatReply reply = renewLease(beat, defaultMargin);
        return new Renewed(reply, heartbeats.isSteady(beat));
    }

    /** What a connection reads of a group it is going to watch; empty where heartbeats need the script. */
    public Optional<Stamp> stamp(GroupId id, FenceMargin defaultMargin) {
        return heartbeats.stamp(id, defaultMargin);
    }

    /**
     * {@code SET lease value XX GET PX ttl}.
     *
     * @param answer what the heartbeat is answered if nothing more is to be looked at; else {@code null}
     */
    public Replaced setLease(Heartbeat beat, Stamp stamp, BeatReply.Known answer) {
        return heartbeats.setLease(beat, stamp);
    }

    /** TIME. */
    public final long now() {
        return store.now();
    }

    /** HMGET of what is counted in the bucket. */
    public final Changes changes() {
        return heartbeats.changes();
    }

    public final boolean isCountReadFirst() {
        return rules.isCountReadFirst();
    }

    /** Whether nothing was changed in the bucket in between. */
    public final boolean isUnchanged(Changes read, Changes now) {
        return rules.isUnchanged(read, now);
    }

    /**
     * The look at the bucket behind it.
     *
     * @param read what was counted when the group was viewed
     * @param answer what the heartbeat is answered if nothing has changed
     */
    public Changes lookAtBucket(Heartbeat beat, Changes read, BeatReply.Known answer) {
        return changes();
    }

    /** Whether a look at a group says enough of it, for those that come so much later. */
    public boolean lasts(long ageMillis, long limitMillis) {
        return rules.lasts(ageMillis, limitMillis);
    }

    /** Whether the lease that was replaced shows an answer of later than the view. */
    public boolean isToldLater(Replaced replaced, Stamp stamp) {
        return rules.isToldLater(replaced.lease().answered(), stamp.epoch());
    }

    /**
     * The look at the group's head behind it, which others may have changed meanwhile.
     *
     * @param answer what the heartbeat is answered if the group is as it was viewed
     */
    public boolean look(Heartbeat beat, Stamp stamp, BeatReply.Known answer) {
        return heartbeats.look(beat.group(), stamp);
    }

    /** Whether the heartbeat is a copy, older than the one whose lease it replaced. */
    public boolean isOlder(Heartbeat beat, LeaseValue old) {
        return heartbeats.isOlder(beat, old);
    }

    /** {@code put_lease_back.lua}. */
    public boolean putLeaseBack(Heartbeat beat, Replaced replaced) {
        return heartbeats.putLeaseBack(beat, replaced);
    }

    /** {@code read_grants.lua}; {@code null} when the group or member is gone. */
    public BeatReply answer(Heartbeat beat) {
        return heartbeats.answer(beat);
    }

    /** {@code sweep_bucket.lua}: the entries that are due. */
    public Swept sweep(long overdueMillis, int limit, long floor) {
        return passes.sweep(overdueMillis, limit, floor);
    }

    /** {@code look_at_leases.lua}: the groups that are due. */
    public Set<String> lookAtLeases(List<String> entries, long recheckMillis) {
        return passes.lookAtLeases(entries, recheckMillis);
    }

    /** {@code claim_group.lua}; {@code null} when there is no such group. */
    public Claimed claim(GroupId id, double claimMillis) {
        return passes.claim(id, claimMillis);
    }

    /** {@code look_group.lua}; {@code null} when there is no such group. */
    public Claimed look(GroupId id) {
        return passes.look(id);
    }

    /** The members, as a pass reads them some time after its claim. */
    public Map<String, Record> members(GroupId id) {
        return passes.members(id);
    }

    /** A member's lease as a pass reads it; {@code null} when gone. */
    public Lease readLease(GroupId id, String member) {
        return passes.readLease(id, member);
    }

    /** {@code commit_plan.lua}; 0 when stale, else the epoch in force. */
    public long commit(GroupId id, Claimed claimed, Plan plan) {
        return passes.commit(id, claimed, plan);
    }

    /** PEXPIRETIME of a member's lease; 0 when gone. */
    public long leaseEnd(GroupId id, String member) {
        return store.leaseEnd(id, member);
    }

    /** The group as it is; {@code null} when there is none. */
    public MemoryGroup group(GroupId id) {
        return store.group(id);
    }

    /** The members that have a lease. */
    public Set<String> living(GroupId id) {
        return store.living(id);
    }

    /** All that is stored, as a replica would have it at this moment. */
    public Image image() {
        return store.image();
    }

    /** A replica takes over: what was written since is lost. The catalog is never part of that. */
    public void restore(Image image) {
        store.restore(image);
    }

    /** Everything is gone. */
    public void flush() {
        store.flush();
    }
}
