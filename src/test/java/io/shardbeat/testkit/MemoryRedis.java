package io.shardbeat.testkit;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardSet;
import io.shardbeat.coordinator.BeatReply;
import io.shardbeat.coordinator.Heartbeat;
import io.shardbeat.coordinator.ShardSetCodec;
import io.shardbeat.group.FenceMargin;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupSettings;
import io.shardbeat.group.Lease;
import io.shardbeat.group.Plan;
import io.shardbeat.testkit.MemoryGroup.LeaseValue;
import io.shardbeat.testkit.MemoryGroup.Record;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongSupplier;

/**
 * What the Lua scripts do, step for step: each public method is one of them, or one plain command, and is atomic. The
 * protected methods are single rules of the scripts, so that a test can break one and see who notices.
 */
public class MemoryRedis {
    /** Without a sweep by any node for this long, service was interrupted. */
    public static final long GAP_MILLIS = 2_000;

    /** No copy of a heartbeat is later than this, or than the session timeout where that is longer. */
    public static final long COPY_MILLIS = 60_000;

    private final LongSupplier clock;
    private final ShardSetCodec codec;
    private final DueIndex due = new DueIndex();
    private final Map<GroupId, MemoryGroup> groups = new HashMap<>();
    private final Map<String, LeaseValue> leases = new HashMap<>();
    private final Map<String, Long> nodes = new TreeMap<>();
    private ShardSet catalog = ShardSet.EMPTY;
    private long seen;
    private long resumed;

    /** @param clock Redis TIME, milliseconds */
    public MemoryRedis(LongSupplier clock, ShardSetCodec codec) {
        this.clock = clock;
        this.codec = codec;
    }

    /** {@code create_group.lua}. */
    public boolean create(GroupId id, GroupSettings settings) {
        long ttl = settings.timeoutSeconds() * 1_000L;
        return groups.putIfAbsent(id, new MemoryGroup(settings, ttl, now())) == null;
    }

    /** {@code update_group.lua}. */
    public boolean update(GroupId id, GroupSettings settings) {
        MemoryGroup group = groups.get(id);
        if (group == null) {
            return false;
        }
        long ttl = settings.timeoutSeconds() * 1_000L;
        if (ttl < group.ttlMillis) {
            group.members.keySet().forEach(member -> due.addIfEarlier(leaseEntry(id, member), now() + ttl));
        }
        group.settings = settings;
        group.ttlMillis = ttl;
        due.addIfEarlier(entry(id), now());
        return true;
    }

    /** {@code delete_group.lua}: leases run out by themselves. */
    public boolean delete(GroupId id) {
        MemoryGroup group = groups.remove(id);
        if (group == null) {
            return false;
        }
        due.remove(entry(id));
        group.members.keySet().forEach(member -> due.remove(leaseEntry(id, member)));
        return true;
    }

    /** Declares the catalog, and wakes the groups as {@code update_group.lua} does. */
    public void catalog(ShardSet shards) {
        catalog = shards;
        groups.keySet().forEach(group -> due.addIfEarlier(entry(group), now()));
    }

    public ShardSet catalog() {
        return catalog;
    }

    /** The group as it is; {@code null} when there is none. */
    public MemoryGroup group(GroupId id) {
        return groups.get(id);
    }

    /** {@code beat_node.lua}. */
    public List<String> beatNode(String node, long ttlMillis) {
        nodes.put(node, now() + ttlMillis);
        nodes.values().removeIf(end -> end <= now());
        return List.copyOf(nodes.keySet());
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
        String name = beat.member().name();
        String report = new String(beat.report(), StandardCharsets.UTF_8);
        Record record = group.members.get(name);
        if (record == null) {
            boolean joins = !beat.hasShards() || beat.stranger() == Heartbeat.Stranger.ADMIT;
            return joins ? join(beat, group, report) : new BeatReply.NoMember();
        }
        String key = leaseKey(beat.group(), name);
        long sent = beat.sentAtSeconds();
        LeaseValue old = lease(key);
        FenceMargin margin = group.settings.overrides().fenceMargin();
        if (old != null && (margin == null ? defaultMargin : margin).isAuto()) {
            observe(group, name, now() + group.ttlMillis - old.endsAt());
        }
        boolean handingOver = record.flag() == MemoryGroup.HANDING_OVER;
        if (old != null && isCopy(sent, old.sent(), group.ttlMillis)) {
            renew(key, group, old.answered(), old.before(), old.sent(), old.report());
            return known(group, record, false);
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

    private BeatReply join(Heartbeat beat, MemoryGroup group, String report) {
        String name = beat.member().name();
        if (group.members.isEmpty()) {
            group.formingMillis = now();
        }
        Record record = record(beat.group(), MemoryGroup.PENDING, ShardSet.EMPTY);
        group.members.put(name, record);
        renew(leaseKey(beat.group(), name), group, group.epoch, 0, beat.sentAtSeconds(), report);
        due.add(leaseEntry(beat.group(), name), now() + group.ttlMillis);
        due.addIfEarlier(entry(beat.group()), now());
        return known(group, record, true);
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

    /** A delayed or repeated copy of a report proves life, no more. One too old for that is of a clock put back. */
    protected boolean isCopy(long sent, long newestSent, long ttlMillis) {
        long ageMillis = (newestSent - sent) * 1_000;
        return sent != 0 && ageMillis >= 0 && ageMillis < Math.max(ttlMillis, COPY_MILLIS);
    }

    private void renew(String key, MemoryGroup group, long answered, long before, long sent, String report) {
        leases.put(key, new LeaseValue(answered, before, sent, report, now() + group.ttlMillis));
    }

    private static BeatReply.Known known(MemoryGroup group, Record record, boolean becameDue) {
        return new BeatReply.Known(group.epoch, record.grant(), record.flag() == MemoryGroup.PENDING, becameDue);
    }

    /** Two plain reads; {@code null} when the group or member is gone. */
    public BeatReply.Known grant(GroupId id, MemberId member) {
        MemoryGroup group = groups.get(id);
        Record record = group == null ? null : group.members.get(member.name());
        return record == null ? null : known(group, record, false);
    }

    /** {@code claim_group.lua}; {@code null} when there is no such group. */
    public Claimed claim(GroupId id, double claimMillis) {
        MemoryGroup group = groups.get(id);
        if (group == null) {
            due.remove(entry(id));
            return null;
        }
        double token = Math.round((now() + claimMillis) * 1000) / 1000.0;
        due.add(entry(id), token);
        return new Claimed(now(), token, resumedAtClaim(), group.copy());
    }

    /** The end of the last service gap as a pass hears of it: now, when no sweep has noticed the gap yet. */
    protected long resumedAtClaim() {
        return isSwept() ? resumed : now();
    }

    /** The end of the last service gap that a sweep noticed. */
    protected final long resumed() {
        return resumed;
    }

    private boolean isSwept() {
        return Math.abs(now() - seen) <= GAP_MILLIS;
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

    /** Whether there was service all the time since the claim, so that the leases ran out through their members' fault. */
    protected boolean isUninterrupted(Claimed claimed) {
        return isSwept() && resumed == claimed.resumedMillis();
    }

    protected boolean isAtEpoch(MemoryGroup group, long epochRead) {
        return group.epoch == epochRead;
    }

    /** Whether a member to be expired has a lease again. */
    protected boolean isAlive(GroupId id, MemberId member) {
        return lease(leaseKey(id, member.name())) != null;
    }

    protected long nextEpoch(long epoch, long nowMillis) {
        return Math.max(epoch + 1, nowMillis);
    }

    private void write(GroupId id, MemoryGroup group, Plan plan) {
        for (MemberId member : plan.expired()) {
            group.members.remove(member.name());
            group.intervals.remove(member.name());
            due.remove(leaseEntry(id, member.name()));
        }
        plan.grants().forEach((member, grant) -> {
            char flag = grant.handingOver() ? MemoryGroup.HANDING_OVER : MemoryGroup.STEADY;
            group.members.put(member.name(), record(id, flag, grant.shards()));
        });
        plan.endedHandOvers().forEach(group.handOvers::remove);
        plan.handOvers().forEach(handOver -> group.handOvers.put(handOver.shard(), handOver.committedAt(group.epoch)));
        plan.endedFences().forEach(group.fences::remove);
        group.fences.putAll(plan.fences());
    }

    /** A wake-up since the claim has a score of its own and stays. */
    protected void endClaim(String entry, double token, Plan plan) {
        if (due.score(entry) == token) {
            if (plan.nextDueMillis().isPresent()) {
                due.add(entry, plan.nextDueMillis().getAsLong());
            } else {
                due.remove(entry);
            }
        }
    }

    protected final DueIndex due() {
        return due;
    }

    /** {@code sweep_bucket.lua}: the entries that are due. */
    public Swept sweep(long overdueMillis, int limit) {
        long now = now();
        if (Math.abs(now - seen) > GAP_MILLIS) {
            resumed = now;
        }
        if (Math.abs(now - seen) > GAP_MILLIS / 4) {
            seen = now;
        }
        return new Swept(now, due.until(now - overdueMillis, limit));
    }

    /** PTTL of a lease by its due entry; negative when gone. */
    public long remaining(String leaseEntry) {
        LeaseValue value = lease(leaseEntry.substring(1));
        return value == null ? -2 : value.endsAt() - now();
    }

    /** ZADD LT. */
    public void addIfEarlier(String entry, long when) {
        due.addIfEarlier(entry, when);
    }

    /** ZADD XX. */
    public void move(String entry, long when) {
        due.move(entry, when);
    }

    /** The members that have a lease. */
    public Set<String> living(GroupId id) {
        MemoryGroup group = groups.get(id);
        Set<String> living = new TreeSet<>(group == null ? Set.of() : group.members.keySet());
        living.removeIf(member -> lease(leaseKey(id, member)) == null);
        return living;
    }

    private LeaseValue lease(String key) {
        LeaseValue value = leases.get(key);
        return value == null || value.endsAt() <= now() ? null : value;
    }

    private Record record(GroupId id, char flag, ShardSet shards) {
        return new Record(flag, codec.encode(id, shards), shards);
    }

    protected final long now() {
        return clock.getAsLong();
    }

    static String entry(GroupId id) {
        return "g" + id.path();
    }

    private static String leaseKey(GroupId id, String member) {
        return id.path() + "\n" + member;
    }

    private static String leaseEntry(GroupId id, String member) {
        return "l" + leaseKey(id, member);
    }

    /** All that is stored, as a replica would have it at this moment. */
    public Image image() {
        Map<GroupId, MemoryGroup> copies = new HashMap<>();
        groups.forEach((id, group) -> copies.put(id, group.copy()));
        return new Image(copies, new HashMap<>(leases), due.copy(), new TreeMap<>(nodes), seen, resumed);
    }

    /** A replica takes over: what was written since is lost. The catalog is never part of that. */
    public void restore(Image image) {
        groups.clear();
        image.groups.forEach((id, group) -> groups.put(id, group.copy()));
        leases.clear();
        leases.putAll(image.leases);
        due.replaceBy(image.due);
        nodes.clear();
        nodes.putAll(image.nodes);
        seen = image.seen;
        resumed = image.resumed;
    }

    /** Everything is gone. */
    public void flush() {
        restore(new Image(Map.of(), Map.of(), new DueIndex(), Map.of(), 0, 0));
    }

    /** Everything in Redis but the catalog. */
    public record Image(
            Map<GroupId, MemoryGroup> groups,
            Map<String, LeaseValue> leases,
            DueIndex due,
            Map<String, Long> nodes,
            long seen,
            long resumed) {}

    /** The reply of a claim. */
    public record Claimed(long nowMillis, double token, long resumedMillis, MemoryGroup group) {}

    /** The reply of a sweep. */
    public record Swept(long nowMillis, List<String> entries) {
        public Swept {
            entries = new ArrayList<>(entries);
        }
    }
}
