package io.shardbeat.testkit;

import io.shardbeat.assignment.ShardSet;
import io.shardbeat.coordinator.BeatReply;
import io.shardbeat.coordinator.Heartbeat;
import io.shardbeat.coordinator.ShardSetCodec;
import io.shardbeat.group.FenceMargin;
import io.shardbeat.group.GroupId;
import io.shardbeat.testkit.MemoryGroup.LeaseValue;
import io.shardbeat.testkit.MemoryGroup.Record;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.LongSupplier;

/** What a heartbeat does. */
public abstract class MemoryHeartbeats extends MemoryKeyspace {
    /** No copy of a heartbeat is later than this, or than the session timeout where that is longer. */
    public static final long COPY_MILLIS = 60_000;

    MemoryHeartbeats(LongSupplier clock, ShardSetCodec codec) {
        super(clock, codec);
    }

    /**
     * {@code renew_lease.lua}.
     *
     * @param defaultMargin the fence margin of groups without one of their own
     */
    public BeatReply renewLease(Heartbeat beat, FenceMargin defaultMargin) {
        MemoryGroup group = groups.get(beat.group());
        if (group == null) {
            return new BeatReply.NoGroup();
        }
        if (!isSettled(group)) {
            return noteReport(beat);
        }
        String name = beat.member().name();
        String report = new String(beat.report(), StandardCharsets.UTF_8);
        Record record = group.members.get(name);
        if (record == null) {
            boolean joins = !beat.hasShards() || beat.stranger() == Heartbeat.Stranger.ADMIT;
            return joins ? join(beat, group, report, isAuto(group, defaultMargin)) : new BeatReply.NoMember();
        }
        String key = leaseKey(beat.group(), name);
        long sent = beat.sentAtSeconds();
        LeaseValue old = lease(key);
        boolean handingOver = record.flag() == MemoryGroup.HANDING_OVER;
        if (old != null && isCopy(sent, old.sent(), group.ttlMillis)) {
            boolean told = handingOver && sent == old.sent();
            long answered = told ? group.epoch : old.answered();
            long before = told ? knownToTheReport(old.before(), group.epoch) : old.before();
            renew(key, group, answered, before, old.sent(), old.report());
            return known(group, record, false);
        }
        if (isAuto(group, defaultMargin)) {
            if (old != null) {
                long arrived = now() + group.ttlMillis - old.endsAt();
                observe(group, name, Math.max(arrived, sentApart(old.sent(), sent)));
            }
            group.families.put(name, beat.sender().family());
        }
        if (!handingOver || old == null) {
            renew(key, group, group.epoch, 0, sent, report);
            return known(group, record, false);
        }
        renew(key, group, group.epoch, old.answered(), sent, report);
        if (old.answered() == old.before() && old.report().equals(report)) {
            return known(group, record, false);
        }
        due.addIfEarlier(entry(beat.group()), now());
        return known(group, record, true);
    }

    /** What {@code renew_lease.lua} replies, and whether its member has nothing in hand-over or pending. */
    public record Renewed(BeatReply reply, boolean isSteady) {}

    public final Renewed renew(Heartbeat beat, FenceMargin defaultMargin) {
        BeatReply reply = renewLease(beat, defaultMargin);
        MemoryGroup group = groups.get(beat.group());
        Record record = group == null ? null : group.members.get(beat.member().name());
        return new Renewed(reply, record != null && isSettled(group) && isSteady(record.flag()));
    }

    /** Whether a member whose record has this flag may be answered without the script. */
    protected boolean isSteady(char flag) {
        return flag == MemoryGroup.STEADY;
    }

    /** What the hash of a group says, as far as heartbeats depend on it. */
    public record Stamp(long epoch, long ttlMillis, String incarnation) {}

    /** What a connection reads of a group it is going to watch; empty where heartbeats need the script. */
    public Optional<Stamp> stamp(GroupId id, FenceMargin defaultMargin) {
        MemoryGroup group = groups.get(id);
        if (group == null || !isSettled(group)) {
            return Optional.empty();
        }
        return isAuto(group, defaultMargin)
                ? Optional.empty()
                : Optional.of(new Stamp(group.epoch, group.ttlMillis, group.incarnation));
    }

    /** Whether Redis has said nothing of the group since it was read. */
    protected boolean isCurrent(GroupId id, Stamp stamp) {
        MemoryGroup group = groups.get(id);
        return group != null
                && isSettled(group)
                && stamp.equals(new Stamp(group.epoch, group.ttlMillis, group.incarnation));
    }

    /**
     * The lease that a plain write replaced.
     *
     * @param lease {@code null} where there was none; then nothing was written
     * @param written what it was replaced by
     * @param isCurrent whether the group is as it was viewed
     */
    public record Replaced(LeaseValue lease, LeaseValue written, boolean isCurrent) {}

    /** {@code SET lease value XX GET PX ttl}. */
    public Replaced setLease(Heartbeat beat, Stamp stamp, BeatReply.Known answer) {
        String key = leaseKey(beat.group(), beat.member().name());
        LeaseValue old = lease(key);
        String report = new String(beat.report(), StandardCharsets.UTF_8);
        long until = now() + stamp.ttlMillis();
        LeaseValue written = new LeaseValue(stamp.epoch(), 0, beat.sentAtSeconds(), report, until);
        if (old != null) {
            leases.put(key, written);
        }
        return new Replaced(old, written, isCurrent(beat.group(), stamp));
    }

    /** Whether the quick way is open to the heartbeat of a steady member. */
    protected boolean expects(Heartbeat beat, byte[] grant, long newest) {
        return MemorySteadyBeats.isExpected(beat, grant, newest);
    }

    /** Whether the heartbeat is a copy, older than the one whose lease it replaced. */
    protected boolean isOlder(Heartbeat beat, LeaseValue old) {
        MemoryGroup group = groups.get(beat.group());
        long ttl = group == null ? 0 : group.ttlMillis;
        return old.sent() > beat.sentAtSeconds() && isCopy(beat.sentAtSeconds(), old.sent(), ttl);
    }

    /** {@code put_lease_back.lua}. */
    public boolean putLeaseBack(Heartbeat beat, Replaced replaced) {
        String key = leaseKey(beat.group(), beat.member().name());
        LeaseValue is = lease(key);
        if (is == null || !is.equals(replaced.written())) {
            return false;
        }
        LeaseValue was = replaced.lease();
        leases.put(key, new LeaseValue(was.answered(), was.before(), was.sent(), was.report(), is.endsAt()));
        return true;
    }

    private static boolean isAuto(MemoryGroup group, FenceMargin defaultMargin) {
        FenceMargin own = group.settings.overrides().fenceMargin();
        return (own == null ? defaultMargin : own).isAuto();
    }

    private BeatReply join(Heartbeat beat, MemoryGroup group, String report, boolean auto) {
        String name = beat.member().name();
        if (group.members.isEmpty()) {
            group.formingMillis = now();
        }
        Record record = record(beat.group(), MemoryGroup.PENDING, ShardSet.EMPTY);
        group.members.put(name, record);
        if (auto) {
            group.families.put(name, beat.sender().family());
        }
        renew(leaseKey(beat.group(), name), group, group.epoch, 0, beat.sentAtSeconds(), report);
        due.add(leaseEntry(beat.group(), name), now() + group.ttlMillis);
        due.addIfEarlier(entry(beat.group()), now());
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
        return sent != 0 && ageMillis >= 0 && ageMillis < Math.max(ttlMillis, COPY_MILLIS);
    }

    private static BeatReply.Known known(MemoryGroup group, Record record, boolean becameDue) {
        return new BeatReply.Known(group.epoch, record.grant(), record.flag() == MemoryGroup.PENDING, becameDue);
    }

    /** {@code settle_group.lua}, then {@code note_report.lua}: a heartbeat while ownership is rebuilt. */
    private BeatReply noteReport(Heartbeat beat) {
        settle(beat.group());
        MemoryGroup group = groups.get(beat.group());
        if (group.rebuild == 0) {
            return new BeatReply.Unsettled();
        }
        String name = beat.member().name();
        String key = leaseKey(beat.group(), name);
        String report = new String(beat.report(), StandardCharsets.UTF_8);
        Record record = group.members.get(name);
        LeaseValue old = lease(key);
        if (record == null) {
            if (isRefused(beat)) {
                return new BeatReply.NoMember();
            }
            record = record(beat.group(), MemoryGroup.PENDING, ShardSet.EMPTY);
            group.members.put(name, record);
            due.add(leaseEntry(beat.group(), name), now() + group.ttlMillis);
            old = null;
        }
        boolean heard = old != null && old.answered() >= group.rebuild;
        if (heard && isCopy(beat.sentAtSeconds(), old.sent(), group.ttlMillis)) {
            renew(key, group, old.answered(), old.before(), old.sent(), old.report());
            return confirmed(group, record, beat);
        }
        renew(key, group, group.epoch, heard ? old.answered() : 0, beat.sentAtSeconds(), report);
        if (heard && old.report().equals(report) && record.confirmedAt() == group.rebuild) {
            return confirmed(group, record, beat);
        }
        due.addIfEarlier(entry(beat.group()), now());
        return unsettled(group, beat);
    }

    /** Who lists nothing has nothing to lose, and need not wait for what is not certain. */
    private BeatReply unsettled(MemoryGroup group, Heartbeat beat) {
        return beat.hasShards()
                ? new BeatReply.Unsettled()
                : new BeatReply.Known(group.epoch, codec.encode(beat.group(), ShardSet.EMPTY), true, true);
    }

    /** Whether an unknown member is sent away although ownership is being rebuilt. */
    protected boolean isRefused(Heartbeat beat) {
        return false;
    }

    private BeatReply confirmed(MemoryGroup group, Record record, Heartbeat beat) {
        if (record.confirmedAt() != group.rebuild) {
            return unsettled(group, beat);
        }
        ShardSet both = confirmable(beat, record.shards());
        return new BeatReply.Known(group.epoch, codec.encode(beat.group(), both), false, false);
    }

    /** Only what the heartbeat itself lists: what it does not list may be somebody else's. */
    protected ShardSet confirmable(Heartbeat beat, ShardSet granted) {
        return granted.intersect(codec.decode(beat.group(), beat.report()));
    }

    /** {@code read_grant.lua}; {@code null} when the group or member is gone. */
    public BeatReply answer(Heartbeat beat) {
        MemoryGroup group = groups.get(beat.group());
        Record record = group == null ? null : group.members.get(beat.member().name());
        if (record == null) {
            return null;
        }
        if (isSettled(group)) {
            return known(group, record, false);
        }
        return group.incarnation.equals(bucket.incarnation())
                ? confirmed(group, record, beat)
                : new BeatReply.Unsettled();
    }
}
