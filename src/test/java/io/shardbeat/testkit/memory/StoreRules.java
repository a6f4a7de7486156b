package io.shardbeat.testkit.memory;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.assignment.ShardSet;
import io.shardbeat.coordinator.Heartbeat;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.Lease;
import io.shardbeat.group.plan.Plan;
import io.shardbeat.group.safeguard.SafeguardState;
import io.shardbeat.testkit.memory.MemoryGroup.LeaseValue;
import io.shardbeat.testkit.memory.MemoryHeartbeats.Changes;
import io.shardbeat.testkit.memory.MemoryHeartbeats.Stamp;
import io.shardbeat.testkit.memory.MemoryPasses.Claimed;
import java.time.Instant;
import java.util.Map;

/** The single rules of the scripts, so that a test can break one of them and see who notices. */
public class StoreRules {
    /** What is stored. */
    protected final MemoryKeyspace store;

    public StoreRules(MemoryKeyspace store) {
        this.store = store;
    }

    /** Whether ownership is as stored: the store has lost nothing since, or it has been rebuilt. */
    public boolean isSettled(MemoryGroup group) {
        return group.rebuild == 0 && group.incarnation.equals(store.bucket.incarnation());
    }

    /** No epoch of the time before may be as high. */
    protected long rebuildFloor() {
        return store.bucket.floor();
    }

    /** Whether a member whose record has this flag may be answered without the script. */
    protected boolean isSteady(char flag) {
        return flag == MemoryGroup.STEADY;
    }

    /** Whether Redis has said nothing of the group since it was read. */
    protected boolean isCurrent(GroupId id, Stamp stamp) {
        MemoryGroup group = store.groups.get(id);
        return group != null
                && isSettled(group)
                && stamp.equals(new Stamp(group.epoch, group.ttlMillis, group.incarnation));
    }

    /** A group has been changed. */
    protected void count() {
        store.bucket = store.bucket.changed();
    }

    /** Whether no group of the bucket has been changed. */
    protected boolean isUnchanged(Changes read, Changes now) {
        return read.equals(now);
    }

    /** Whether what is counted is read before the group itself. */
    protected boolean isCountReadFirst() {
        return true;
    }

    /** Whether a look at a group says enough of it, for those that come so much later. */
    protected boolean lasts(long ageMillis, long limitMillis) {
        return ageMillis <= limitMillis;
    }

    /** Whether a member has been answered of a later epoch than what a connection knows of its group. */
    protected boolean isToldLater(long answered, long viewed) {
        return answered > viewed;
    }

    /**
     * What a report knew when it was written, after another one of the same second was answered: what it knew before.
     *
     * @param before the epoch of the answer before it
     * @param told the epoch of the answer to the other one
     */
    protected long knownToTheReport(long before, long told) {
        return before;
    }

    /** A delayed or repeated copy of a report proves life, no more. One too old for that is of a clock put back. */
    protected boolean isCopy(long sent, long newestSent, long ttlMillis) {
        long ageMillis = (newestSent - sent) * 1_000;
        return sent != 0 && ageMillis >= 0 && ageMillis < Math.max(ttlMillis, MemoryHeartbeats.COPY_MILLIS);
    }

    /** Whether an unknown member is sent away although ownership is being rebuilt. */
    protected boolean isRefused(Heartbeat beat) {
        return false;
    }

    /** Only what the heartbeat itself lists: what it does not list may be somebody else's. */
    protected ShardSet confirmable(Heartbeat beat, ShardSet granted) {
        return granted.intersect(store.codec.decode(beat.group(), beat.report()));
    }

    /** The end of the last service gap as a pass hears of it: now, when no sweep has noticed the gap yet. */
    protected long resumedAtClaim() {
        return isSwept() ? store.bucket.resumed() : store.now();
    }

    /** The lease as a value. */
    protected Lease lease(ShardSet report, long answered, long before) {
        return new Lease(report, answered, before);
    }

    /** Whether the group is still as it was read by the claim, or a failover came in between. */
    protected boolean isOfThisIncarnation(MemoryGroup group) {
        return group.incarnation.equals(store.bucket.incarnation());
    }

    /** Whether no report came since the claim. */
    protected boolean isFreeOfNews(GroupId id, Claimed claimed) {
        return store.due.score(MemoryKeyspace.entry(id)) == claimed.token();
    }

    /** Whether a heartbeat that knew the group from before a loss has written its lease, and is about to put it right. */
    final boolean isBeingPutRight(GroupId id, MemoryGroup group) {
        return group.members.keySet().stream()
                .map(name -> store.lease(MemoryKeyspace.leaseKey(id, name)))
                .anyMatch(lease -> lease != null && lease.answered() < group.rebuild && isRenewed(lease, group));
    }

    private boolean isRenewed(LeaseValue lease, MemoryGroup group) {
        return lease.endsAt() - group.ttlMillis >= store.bucket.resumed();
    }

    /** Whether there was service all the time since the claim, so that the leases ran out through their members' fault. */
    protected boolean isUninterrupted(Claimed claimed) {
        return isSwept() && store.bucket.resumed() == claimed.resumedMillis();
    }

    public boolean isAtEpoch(MemoryGroup group, long epochRead) {
        return group.epoch == epochRead;
    }

    /** Whether a member to be expired has a lease again; one from before a loss of writes, and not renewed since, is none. */
    protected boolean isAlive(GroupId id, MemberId member) {
        LeaseValue lease = store.lease(MemoryKeyspace.leaseKey(id, member.name()));
        MemoryGroup group = store.groups.get(id);
        return lease != null && (lease.answered() >= group.rebuild || isRenewed(lease, group));
    }

    /** Whether a member that is to be removed has renewed its lease since that was read. */
    protected boolean wasHeardOf(GroupId id, MemberId member, Claimed claimed) {
        return store.leaseEnd(id, member.name()) > claimed.leaseEnds().getOrDefault(member, 0L);
    }

    /** The shards that rest from a commit on. */
    protected Map<ShardId, Instant> fenced(Plan plan) {
        return plan.fences();
    }

    /** What the safeguards remember after a commit. */
    protected SafeguardState remembered(SafeguardState before, Plan plan) {
        return plan.watch() == null ? before : plan.watch();
    }

    private boolean isSwept() {
        return Math.abs(store.now() - store.bucket.seen()) <= MemoryPasses.GAP_MILLIS;
    }
}
