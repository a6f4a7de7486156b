package io.shardbeat.testkit.memory;

import io.shardbeat.assignment.ShardSet;
import io.shardbeat.coordinator.BeatReply;
import io.shardbeat.coordinator.Heartbeat;
import io.shardbeat.group.FenceMargin;
import io.shardbeat.group.GroupId;
import io.shardbeat.testkit.memory.MemoryGroup.LeaseValue;
import io.shardbeat.testkit.memory.MemoryGroup.Record;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;

/** What a heartbeat does: each method is a script, or a plain command. */
public final class MemoryHeartbeats {
    /** No copy of a heartbeat is later than this, or than the session timeout where that is longer. */
    public static final long COPY_MILLIS = 60_000;

    private final MemoryKeyspace store;
    private final StoreRules rules;
    private final Consumer<GroupId> settle;

    /** @param settle {@code settle_group.lua} */
    MemoryHeartbeats(MemoryKeyspace store, StoreRules rules, Consumer<GroupId> settle) {
        this.store = store;
        this.rules = rules;
        this.settle = settle;
    }

    /**
     * {@code renew_lease.lua}.
     *
     * @param defaultMargin the fence margin of groups without one of their own
     */
    public BeatReply renewLease(Heartbeat beat, FenceMargin defaultMargin) {
        MemoryGroup group = store.groups.get(beat.group());
        if (group == null) {
            return new BeatReply.NoGroup();
        }
        if (!rules.isSettled(group)) {
            return noteReport(beat);
        }
        String name = beat.member().name();
        String report = new String(beat.report(), StandardCharsets.UTF_8);
        Record record = group.members.get(name);
        if (record == null) {
            boolean joins = !beat.hasShards() || beat.stranger() == Heartbeat.Stranger.ADMIT;
            return joins ? join(beat, group, report, isAuto(group, defaultMargin)) : new BeatReply.NoMember();
        }
        String key = MemoryKeyspace.leaseKey(beat.group(), name);
        long sent = beat.sentAtSeconds();
        LeaseValue old = store.lease(key);
        boolean handingOver = record.flag() == MemoryGroup.HANDING_OVER;
        if (old != null && rules.isCopy(sent, old.sent(), group.ttlMillis)) {
            boolean told = handingOver && sent == old.sent();
            long answered = told ? group.epoch : old.answered();
            long before = told ? rules.knownToTheReport(old.before(), group.epoch) : old.before();
            store.renew(key, group, answered, before, old.sent(), old.report());
            return known(group, record, false);
        }
        if (isAuto(group, defaultMargin)) {
            if (old != null) {
                long arrived = store.now() + group.ttlMillis - old.endsAt();
                observe(group, name, Math.max(arrived, sentApart(old.sent(), sent)));
            }
            group.families.put(name, beat.sender().family());
        }
        if (!handingOver || old == null) {
            store.renew(key, group, group.epoch, 0, sent, report);
            return known(group, record, false);
        }
        store.renew(key, group, group.epoch, old.answered(), sent, report);
        if (old.answered() == old.before() && old.report().equals(report)) {
            return known(group, record, false);
        }
        store.due.addIfEarlier(MemoryKeyspace.entry(beat.group()), store.now());
        return known(group, record, true);
    }

    /** Whether the member has nothing in hand-over or pending, and nothing is to be settled. */
    boolean isSteady(Heartbeat beat) {
        MemoryGroup group = store.groups.get(beat.group());
        Record record = group == null ? null : group.members.get(beat.member().name());
        return record != null && rules.isSettled(group) && rules.isSteady(record.flag());
    }

    /** What {@code renew_lease.lua} replies, and whether its member has nothing in hand-over or pending. */
    public record Renewed(BeatReply reply, boolean isSteady) {}

    /** What the hash of a group says, as far as heartbeats depend on it. */
    public record Stamp(long epoch, long ttlMillis, String incarnation) {}

    /** What the sweep hash of the bucket says of changes. */
    public record Changes(long count, String incarnation) {}

    Changes changes() {
        return new Changes(store.bucket.changes(), store.bucket.incarnation());
    }

    /** What a connection reads of a group it is going to watch; empty where heartbeats need the script. */
    public Optional<Stamp> stamp(GroupId id, FenceMargin defaultMargin) {
        MemoryGroup group = store.groups.get(id);
        if (group == null || !rules.isSettled(group)) {
            return Optional.empty();
        }
        return isAuto(group, defaultMargin)
                ? Optional.empty()
                : Optional.of(new Stamp(group.epoch, group.ttlMillis, group.incarnation));
    }

    /**
     * The lease that a plain write replaced.
     *
     * @param lease {@code null} where there was none; then nothing was written
     * @param written what it was replaced by
     */
    public record Replaced(LeaseValue lease, LeaseValue written) {}

    /** {@code SET lease value XX GET PX ttl}. */
    Replaced setLease(Heartbeat beat, Stamp stamp) {
        String key = MemoryKeyspace.leaseKey(beat.group(), beat.member().name());
        LeaseValue old = store.lease(key);
        String report = new String(beat.report(), StandardCharsets.UTF_8);
        long until = store.now() + stamp.ttlMillis();
        LeaseValue written = new LeaseValue(stamp.epoch(), 0, beat.sentAtSeconds(), report, until);
        if (old != null) {
            store.leases.put(key, written);
        }
        return new Replaced(old, written);
    }

    /** The look at the group that follows: whether it is as it was viewed. */
    boolean look(GroupId group, Stamp stamp) {
        return rules.isCurrent(group, stamp);
    }

    /** Whether the heartbeat is a copy, older than the one whose lease it replaced. */
    boolean isOlder(Heartbeat beat, LeaseValue old) {
        MemoryGroup group = store.groups.get(beat.group());
        long ttl = group == null ? 0 : group.ttlMillis;
        return old.sent() > beat.sentAtSeconds() && rules.isCopy(beat.sentAtSeconds(), old.sent(), ttl);
    }

    /** {@code put_lease_back.lua}. */
    public boolean putLeaseBack(Heartbeat beat, Replaced replaced) {
        String key = MemoryKeyspace.leaseKey(beat.group(), beat.member().name());
        LeaseValue is = store.lease(key);
        if (is == null || !is.equals(replaced.written())) {
            return false;
        }
        LeaseValue was = replaced.lease();
        store.leases.put(key, new LeaseValue(was.answered(), was.before(), was.sent(), was.report(), is.endsAt()));
        return true;
    }

    private static boolean isAuto(MemoryGroup group, FenceMargin defaultMargin) {
        FenceMargin own = group.settings.overrides().fenceMargin();
        return (own == null ? defaultMargin : own).isAuto();
    }

    private BeatReply join(Heartbeat beat, MemoryGroup group, String report, boolean auto) {
        String name = beat.member().name();
        if (group.members.isEmpty()) {
            group.formingMillis = store.now();
        }
        Record record = store.record(beat.group(), MemoryGroup.PENDING, ShardSet.EMPTY);
        group.members.put(name, record);
        if (auto) {
            group.families.put(name, beat.sender().family());
        }
        store.renew(MemoryKeyspace.leaseKey(beat.group(), name), group, group.epoch, 0, beat.sentAtSeconds(), report);
        store.due.add(MemoryKeyspace.leaseEntry(beat.group(), name), store.now() + group.ttlMillis);
        store.due.addIfEarlier(MemoryKeyspace.entry(beat.group()), store.now());
        return known(group, record, true);
    }

    /** What has passed between two reports at the least, by their client's clock, which tells whole seconds; 0 unknown. */
    private static long sentApart(long before, long sent) {
        return before == 0 || sent == 0 ? 0 : (sent - before - 1) * 1_000;
    }

    /** The heartbeat interval: rises at once, falls slowly, and is left alone in between. */
    private static void observe(MemoryGroup group, String member, long took) {
        long known = group.intervals.getOrDefault(member, 0L);
        if (took > known && took < group.ttlMillis) {
            group.intervals.put(member, (long) Math.ceil(took * 17 / 16.0));
        } else if (took < known * 7 / 8.0) {
            group.intervals.put(member, (long) Math.ceil(known * 15 / 16.0));
        }
    }

    private static BeatReply.Known known(MemoryGroup group, Record record, boolean becameDue) {
        return new BeatReply.Known(group.epoch, record.grant(), record.flag() == MemoryGroup.PENDING, becameDue);
    }

    /** {@code settle_group.lua}, then {@code note_report.lua}: a heartbeat while ownership is rebuilt. */
    private BeatReply noteReport(Heartbeat beat) {
        settle.accept(beat.group());
        MemoryGroup group = store.groups.get(beat.group());
        if (group.rebuild == 0) {
            return new BeatReply.Unsettled();
        }
        String name = beat.member().name();
        String key = MemoryKeyspace.leaseKey(beat.group(), name);
        String report = new String(beat.report(), StandardCharsets.UTF_8);
        Record record = group.members.get(name);
        LeaseValue old = store.lease(key);
        if (record == null) {
            if (rules.isRefused(beat)) {
                return new BeatReply.NoMember();
            }
            record = store.record(beat.group(), MemoryGroup.PENDING, ShardSet.EMPTY);
            group.members.put(name, record);
            store.due.add(MemoryKeyspace.leaseEntry(beat.group(), name), store.now() + group.ttlMillis);
            old = null;
        }
        boolean heard = old != null && old.answered() >= group.rebuild;
        if (heard && rules.isCopy(beat.sentAtSeconds(), old.sent(), group.ttlMillis)) {
            store.renew(key, group, old.answered(), old.before(), old.sent(), old.report());
            return confirmed(group, record, beat);
        }
        store.renew(key, group, group.epoch, heard ? old.answered() : 0, beat.sentAtSeconds(), report);
        if (heard && old.report().equals(report) && record.confirmedAt() == group.rebuild) {
            return confirmed(group, record, beat);
        }
        store.due.addIfEarlier(MemoryKeyspace.entry(beat.group()), store.now());
        return unsettled(group, beat);
    }

    /** Who lists nothing has nothing to lose, and need not wait for what is not certain. */
    private BeatReply unsettled(MemoryGroup group, Heartbeat beat) {
        return beat.hasShards()
                ? new BeatReply.Unsettled()
                : new BeatReply.Known(group.epoch, store.codec.encode(beat.group(), ShardSet.EMPTY), true, true);
    }

    private BeatReply confirmed(MemoryGroup group, Record record, Heartbeat beat) {
        if (record.confirmedAt() != group.rebuild) {
            return unsettled(group, beat);
        }
        ShardSet both = rules.confirmable(beat, record.shards());
        return new BeatReply.Known(group.epoch, store.codec.encode(beat.group(), both), false, false);
    }

    /** {@code read_grants.lua}; {@code null} when the group or member is gone. */
    public BeatReply answer(Heartbeat beat) {
        MemoryGroup group = store.groups.get(beat.group());
        Record record = group == null ? null : group.members.get(beat.member().name());
        if (record == null) {
            return null;
        }
        if (rules.isSettled(group)) {
            return known(group, record, false);
        }
        return group.incarnation.equals(store.bucket.incarnation())
                ? confirmed(group, record, beat)
                : new BeatReply.Unsettled();
    }
}
