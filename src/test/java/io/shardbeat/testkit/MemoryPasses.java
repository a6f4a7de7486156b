package io.shardbeat.testkit;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.assignment.ShardSet;
import io.shardbeat.coordinator.ShardSetCodec;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.Lease;
import io.shardbeat.group.Plan;
import io.shardbeat.group.Watch;
import io.shardbeat.testkit.MemoryGroup.LeaseValue;
import io.shardbeat.testkit.MemoryGroup.Record;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/** What a sweep and a pass do. */
public abstract class MemoryPasses extends MemoryHeartbeats {
    /** Without a sweep by any node for this long, service was interrupted. */
    public static final long GAP_MILLIS = 2_000;

    MemoryPasses(LongSupplier clock, ShardSetCodec codec) {
        super(clock, codec);
    }

    /** {@code sweep_bucket.lua}: the entries that are due. */
    public Swept sweep(long overdueMillis, int limit, long floor) {
        long now = now();
        if (isEmptied()) {
            bucket = new MemoryBucket(now, now, "flushed" + now, null, floor, now);
        }
        if (Math.abs(now - bucket.seen()) > GAP_MILLIS) {
            bucket = bucket.withResumed(now);
        }
        if (Math.abs(now - bucket.seen()) > GAP_MILLIS / 4) {
            bucket = bucket.withSeen(now);
        }
        List<String> entries = due.until(now - overdueMillis, limit);
        return new Swept(now, entries, due.next(entries.size()));
    }

    /** {@code look_at_leases.lua}: the groups that are due. */
    public Set<String> lookAtLeases(List<String> entries, long recheckMillis) {
        Set<String> dueGroups = new LinkedHashSet<>();
        for (String entry : entries) {
            int end = entry.indexOf('\n');
            String path = entry.substring(1, end);
            MemoryGroup group = groups.get(GroupId.parse(path));
            LeaseValue value = lease(entry.substring(1));
            if (group == null || !group.members.containsKey(entry.substring(end + 1))) {
                due.remove(entry);
            } else if (value == null) {
                dueGroups.add(path);
                due.addIfEarlier("g" + path, now());
                due.move(entry, now() + recheckMillis);
            } else {
                due.move(entry, now() + Math.min(value.endsAt() - now(), group.ttlMillis) + 1);
            }
        }
        return dueGroups;
    }

    /** Whether all was lost under the nodes' connections. */
    protected final boolean isEmptied() {
        return bucket.incarnation() == null;
    }

    /** {@code claim_group.lua}; {@code null} when there is no such group. */
    public Claimed claim(GroupId id, double claimMillis) {
        MemoryGroup group = groups.get(id);
        if (group == null) {
            due.remove(entry(id));
            return null;
        }
        settle(id);
        if (!group.incarnation.equals(bucket.incarnation())) {
            return null;
        }
        double token = Math.round((now() + claimMillis) * 1000) / 1000.0;
        due.add(entry(id), token);
        return new Claimed(now(), token, resumedAtClaim(), group.copy());
    }

    /** The end of the last service gap as a pass hears of it: now, when no sweep has noticed the gap yet. */
    protected long resumedAtClaim() {
        return isSwept() ? bucket.resumed() : now();
    }

    /** The end of the last service gap that a sweep noticed. */
    protected final long resumed() {
        return bucket.resumed();
    }

    private boolean isSwept() {
        return Math.abs(now() - bucket.seen()) <= GAP_MILLIS;
    }

    /** The members, as a pass reads them some time after its claim. */
    public Map<String, Record> members(GroupId id) {
        MemoryGroup group = groups.get(id);
        return group == null ? Map.of() : new TreeMap<>(group.members);
    }

    /** A member's lease as a pass reads it; {@code null} when gone. */
    public Lease readLease(GroupId id, String member) {
        LeaseValue value = lease(leaseKey(id, member));
        return value == null ? null : lease(TextShardSetCodec.parse(value.report()), value.answered(), value.before());
    }

    /** The lease as a value. */
    protected Lease lease(ShardSet report, long answered, long before) {
        return new Lease(report, answered, before);
    }

    /** {@code commit_plan.lua}; 0 when stale, else the epoch in force. */
    public long commit(GroupId id, Claimed claimed, Plan plan) {
        MemoryGroup group = groups.get(id);
        if (group == null || !isAtEpoch(group, claimed.group().epoch())) {
            return 0;
        }
        if (!isOfThisIncarnation(group)) {
            return 0;
        }
        if (plan.endsRebuild() && !isFreeOfNews(id, claimed)) {
            return 0;
        }
        if (!plan.expired().isEmpty() && !isUninterrupted(claimed)) {
            return 0;
        }
        for (MemberId member : plan.expired()) {
            if (isAlive(id, member)) {
                return 0;
            }
        }
        if (!plan.changesNothing()) {
            group.epoch = nextEpoch(group.epoch, now());
            write(id, group, plan);
        }
        endClaim(entry(id), claimed.token(), plan);
        return group.epoch;
    }

    /** Whether the group is still as it was read by the claim, or a failover came in between. */
    protected boolean isOfThisIncarnation(MemoryGroup group) {
        return group.incarnation.equals(bucket.incarnation());
    }

    /** Whether no report came since the claim. */
    protected boolean isFreeOfNews(GroupId id, Claimed claimed) {
        return due.score(entry(id)) == claimed.token();
    }

    /** Whether there was service all the time since the claim, so that the leases ran out through their members' fault. */
    protected boolean isUninterrupted(Claimed claimed) {
        return isSwept() && bucket.resumed() == claimed.resumedMillis();
    }

    protected boolean isAtEpoch(MemoryGroup group, long epochRead) {
        return group.epoch == epochRead;
    }

    /** Whether a member to be expired has a lease again; one from before a loss of writes is none. */
    protected boolean isAlive(GroupId id, MemberId member) {
        LeaseValue lease = lease(leaseKey(id, member.name()));
        return lease != null && lease.answered() >= groups.get(id).rebuild;
    }

    private void write(GroupId id, MemoryGroup group, Plan plan) {
        for (MemberId member : plan.expired()) {
            group.members.remove(member.name());
            group.intervals.remove(member.name());
            group.families.remove(member.name());
            due.remove(leaseEntry(id, member.name()));
        }
        plan.grants().forEach((member, grant) -> {
            char flag = grant.handingOver() ? MemoryGroup.HANDING_OVER : MemoryGroup.STEADY;
            Record record = record(id, flag, grant.shards());
            group.members.put(
                    member.name(),
                    grant.confirmedAt() == 0
                            ? record
                            : new Record(MemoryGroup.CONFIRMED, record.grant(), record.shards(), grant.confirmedAt()));
        });
        if (plan.endsRebuild()) {
            group.rebuild = 0;
        }
        plan.endedHandOvers().forEach(group.handOvers::remove);
        plan.handOvers().forEach(handOver -> group.handOvers.put(handOver.shard(), handOver.committedAt(group.epoch)));
        plan.endedFences().forEach(group.fences::remove);
        group.fences.putAll(fenced(plan));
        group.watch = remembered(group.watch, plan);
    }

    /** The shards that rest from a commit on. */
    protected Map<ShardId, Long> fenced(Plan plan) {
        return plan.fences();
    }

    /** What the safeguards remember after a commit. */
    protected Watch remembered(Watch before, Plan plan) {
        return plan.watch() == null ? before : plan.watch();
    }

    /** A wake-up since the claim has a score of its own and stays. */
    protected void endClaim(String entry, double token, Plan plan) {
        if (due.score(entry) == token && !plan.more()) {
            if (plan.nextDueMillis().isPresent()) {
                due.add(entry, plan.nextDueMillis().getAsLong());
            } else {
                due.remove(entry);
            }
        }
    }

    /** The reply of a claim. */
    public record Claimed(long nowMillis, double token, long resumedMillis, MemoryGroup group) {
        /** The same claim at the epoch that a commit under it raised the group to. */
        Claimed at(long epoch) {
            MemoryGroup now = group.copy();
            now.epoch = epoch;
            return new Claimed(nowMillis, token, resumedMillis, now);
        }
    }

    /** The reply of a sweep. */
    public record Swept(long nowMillis, List<String> entries, OptionalDouble next) {
        public Swept {
            entries = new ArrayList<>(entries);
        }
    }
}
