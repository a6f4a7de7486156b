package io.shardbeat.testkit.memory;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupSnapshot;
import io.shardbeat.group.Lease;
import io.shardbeat.group.Member;
import io.shardbeat.group.plan.Plan;
import io.shardbeat.group.wish.Wishes;
import io.shardbeat.testkit.memory.MemoryGroup.LeaseValue;
import io.shardbeat.testkit.memory.MemoryGroup.Record;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** What a sweep and a pass do: each method is a script, or a plain command. */
public final class MemoryPasses {
    /** Without a sweep by any node for this long, service was interrupted. */
    public static final long GAP_MILLIS = 2_000;

    private final MemoryKeyspace store;
    private final StoreRules rules;
    private final Consumer<GroupId> settle;

    /** @param settle {@code settle_group.lua} */
    public MemoryPasses(MemoryKeyspace store, StoreRules rules, Consumer<GroupId> settle) {
        this.store = store;
        this.rules = rules;
        this.settle = settle;
    }

    /** {@code sweep_bucket.lua}: the entries that are store.due. */
    public Swept sweep(long overdueMillis, int limit, long floor) {
        long now = store.now();
        if (store.isEmptied()) {
            store.bucket = new MemoryBucket(now, now, "flushed" + now, null, floor, now, 0);
        }
        if (Math.abs(now - store.bucket.seen()) > GAP_MILLIS) {
            store.bucket = store.bucket.withResumed(now);
        }
        if (Math.abs(now - store.bucket.seen()) > GAP_MILLIS / 4) {
            store.bucket = store.bucket.withSeen(now);
        }
        List<String> entries = store.due.until(now - overdueMillis, limit);
        return new Swept(now, entries, store.due.next(entries.size()));
    }

    /** {@code look_at_leases.lua}: the groups that are store.due. */
    public Set<String> lookAtLeases(List<String> entries, long recheckMillis) {
        Set<String> dueGroups = new LinkedHashSet<>();
        for (String entry : entries) {
            int end = entry.indexOf('\n');
            String path = entry.substring(1, end);
            MemoryGroup group = store.groups.get(GroupId.parse(path));
            LeaseValue value = store.lease(entry.substring(1));
            if (group == null || !group.members.containsKey(entry.substring(end + 1))) {
                store.due.remove(entry);
            } else if (value == null) {
                dueGroups.add(path);
                store.due.addIfEarlier("g" + path, store.now());
                store.due.move(entry, store.now() + recheckMillis);
            } else {
                store.due.move(entry, store.now() + Math.min(value.endsAt() - store.now(), group.ttlMillis) + 1);
            }
        }
        return dueGroups;
    }

    /** {@code claim_group.lua}; {@code null} when there is no such group. */
    public Claimed claim(GroupId id, double claimMillis) {
        MemoryGroup group = store.groups.get(id);
        if (group == null) {
            store.due.remove(MemoryKeyspace.entry(id));
            return null;
        }
        settle.accept(id);
        if (!group.incarnation.equals(store.bucket.incarnation())) {
            return null;
        }
        double token = Math.round((store.now() + claimMillis) * 1000) / 1000.0;
        store.due.add(MemoryKeyspace.entry(id), token);
        return new Claimed(store.now(), token, rules.resumedAtClaim(), group.copy());
    }

    /** {@code look_group.lua}; {@code null} when there is no such group. */
    public Claimed look(GroupId id) {
        MemoryGroup group = store.groups.get(id);
        return group == null ? null : new Claimed(store.now(), 0, rules.resumedAtClaim(), group.copy());
    }

    /** The members, as a pass reads them some time after its claim. */
    public Map<String, Record> members(GroupId id) {
        MemoryGroup group = store.groups.get(id);
        return group == null ? Map.of() : new TreeMap<>(group.members);
    }

    /** A member's lease as a pass reads it; {@code null} when gone. */
    public Lease readLease(GroupId id, String member) {
        LeaseValue value = store.lease(MemoryKeyspace.leaseKey(id, member));
        return value == null
                ? null
                : rules.lease(TextShardSetCodec.parse(value.report()), value.answered(), value.before());
    }

    /** {@code commit_plan.lua}; 0 when stale, else the epoch in force. */
    public long commit(GroupId id, Claimed claimed, Plan plan) {
        MemoryGroup group = store.groups.get(id);
        if (group == null || !rules.isAtEpoch(group, claimed.group().epoch())) {
            return 0;
        }
        if (!rules.isOfThisIncarnation(group)) {
            return 0;
        }
        if (plan.endsRebuild() && (!rules.isFreeOfNews(id, claimed) || rules.isBeingPutRight(id, group))) {
            return 0;
        }
        if (plan.expired().size() > plan.departed().size() && !rules.isUninterrupted(claimed)) {
            return 0;
        }
        for (MemberId member : plan.expired()) {
            boolean departs = plan.departed().contains(member);
            if (departs ? rules.wasHeardOf(id, member, claimed) : rules.isAlive(id, member)) {
                return 0;
            }
        }
        if (!plan.changesNothing()) {
            group.epoch = MemoryKeyspace.nextEpoch(group.epoch, store.now());
            rules.count();
            write(id, group, plan);
        }
        endClaim(MemoryKeyspace.entry(id), claimed.token(), plan);
        return group.epoch;
    }

    private void write(GroupId id, MemoryGroup group, Plan plan) {
        plan.departed().forEach(member -> store.leases.remove(MemoryKeyspace.leaseKey(id, member.name())));
        for (MemberId member : plan.expired()) {
            group.members.remove(member.name());
            group.intervals.remove(member.name());
            group.families.remove(member.name());
            store.due.remove(MemoryKeyspace.leaseEntry(id, member.name()));
        }
        plan.grants().forEach((member, grant) -> {
            char flag = grant.handingOver() ? MemoryGroup.HANDING_OVER : MemoryGroup.STEADY;
            Record record = store.record(id, flag, grant.shards());
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
        rules.fenced(plan).forEach((shard, until) -> group.fences.put(shard, until.toEpochMilli()));
        group.watch = rules.remembered(group.watch, plan);
        group.wishes = plan.wishes() == null ? group.wishes : plan.wishes();
    }

    /** A wake-up since the claim has a score of its own and stays. */
    private void endClaim(String entry, double token, Plan plan) {
        if (store.due.score(entry) == token && !plan.more()) {
            if (plan.nextDue().isPresent()) {
                store.due.add(entry, plan.nextDue().get().toEpochMilli());
            } else {
                store.due.remove(entry);
            }
        }
    }

    /** The reply of a claim. */
    public record Claimed(
            long nowMillis, double token, long resumedMillis, MemoryGroup group, Map<MemberId, Long> leaseEnds) {
        public Claimed(long nowMillis, double token, long resumedMillis, MemoryGroup group) {
            this(nowMillis, token, resumedMillis, group, Map.of());
        }

        /** The same claim, of a group of which something else is wanted. */
        public Claimed wishing(UnaryOperator<Wishes> other) {
            MemoryGroup now = group.copy();
            now.wishes = other.apply(now.wishes);
            return new Claimed(nowMillis, token, resumedMillis, now, leaseEnds);
        }

        /** The same claim, and when the leases of those to be removed ended as they were read. */
        public Claimed read(GroupSnapshot snapshot) {
            Map<MemberId, Long> ends = new HashMap<>();
            for (Member member : snapshot.members()) {
                if (member.lease() != null && member.lease().ends() != null) {
                    ends.put(member.id(), member.lease().ends().toEpochMilli());
                }
            }
            return new Claimed(nowMillis, token, resumedMillis, group, ends);
        }

        /** The same claim at the epoch that a commit under it raised the group to. */
        Claimed at(long epoch) {
            MemoryGroup now = group.copy();
            now.epoch = epoch;
            return new Claimed(nowMillis, token, resumedMillis, now, leaseEnds);
        }
    }

    /** The reply of a sweep. */
    public record Swept(long nowMillis, List<String> entries, OptionalDouble next) {
        public Swept {
            entries = new ArrayList<>(entries);
        }
    }
}
