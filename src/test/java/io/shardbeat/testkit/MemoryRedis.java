package io.shardbeat.testkit;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.assignment.ShardSet;
import io.shardbeat.coordinator.BeatReply;
import io.shardbeat.coordinator.Heartbeat;
import io.shardbeat.coordinator.ShardSetCodec;
import io.shardbeat.group.FenceMargin;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupSettings;
import io.shardbeat.group.Lease;
import io.shardbeat.group.Plan;
import io.shardbeat.group.Watch;
import io.shardbeat.testkit.MemoryGroup.LeaseValue;
import io.shardbeat.testkit.MemoryGroup.Record;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
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

    /** For this long after all was lost, a group that is created may be one that was there before. */
    private static final long LOSS_MILLIS = 300_000;

    private final LongSupplier clock;
    private final ShardSetCodec codec;
    private final DueIndex due = new DueIndex();
    private final Map<GroupId, MemoryGroup> groups = new HashMap<>();
    private final Map<String, LeaseValue> leases = new HashMap<>();
    private final Map<String, Long> nodes = new TreeMap<>();
    private ShardSet catalog = ShardSet.EMPTY;
    private Bucket bucket = new Bucket(0, 0, null, null, 0, 0);

    /** @param clock Redis TIME, milliseconds */
    public MemoryRedis(LongSupplier clock, ShardSetCodec codec) {
        this.clock = clock;
        this.codec = codec;
    }

    /** {@code create_group.lua}. */
    public boolean create(GroupId id, GroupSettings settings) {
        if (groups.containsKey(id)) {
            return false;
        }
        MemoryGroup group = new MemoryGroup(settings, settings.timeoutSeconds() * 1_000L, firstEpoch());
        group.createdMillis = now();
        if (bucket.incarnation != null && Math.abs(now() - bucket.lost) >= LOSS_MILLIS) {
            group.incarnation = bucket.incarnation;
        }
        groups.put(id, group);
        return true;
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
        bucket = bucket.withFloor(group.epoch);
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
        if (!isSettled(group)) {
            return noteReport(beat);
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

    /** Whether ownership is as stored: the store has lost nothing since, or it has been rebuilt. */
    protected boolean isSettled(MemoryGroup group) {
        return group.rebuild == 0 && group.incarnation.equals(bucket.incarnation);
    }

    /** {@code settle_group.lua}: the group notices that the store has lost writes. */
    public void settle(GroupId id) {
        MemoryGroup group = groups.get(id);
        if (group != null && bucket.incarnation != null && !group.incarnation.equals(bucket.incarnation)) {
            group.epoch = Math.max(nextEpoch(group.epoch, now()), rebuildFloor() + 1);
            group.incarnation = bucket.incarnation;
            group.rebuild = group.epoch;
            due.addIfEarlier(entry(id), now());
        }
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
        return new BeatReply.Unsettled();
    }

    /** Whether an unknown member is sent away although ownership is being rebuilt. */
    protected boolean isRefused(Heartbeat beat) {
        return false;
    }

    private BeatReply confirmed(MemoryGroup group, Record record, Heartbeat beat) {
        if (record.confirmedAt() != group.rebuild) {
            return new BeatReply.Unsettled();
        }
        ShardSet both = confirmable(beat, record.shards());
        return new BeatReply.Known(group.epoch, codec.encode(beat.group(), both), false, false);
    }

    /** Only what the heartbeat itself lists: what it does not list may be somebody else's. */
    protected ShardSet confirmable(Heartbeat beat, ShardSet granted) {
        return granted.intersect(codec.decode(beat.group(), beat.report()));
    }

    /** No epoch of the time before may be as high. */
    protected long rebuildFloor() {
        return bucket.floor;
    }

    private long firstEpoch() {
        return Math.max(now(), bucket.floor + 1);
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
        return group.incarnation.equals(bucket.incarnation)
                ? confirmed(group, record, beat)
                : new BeatReply.Unsettled();
    }

    /** {@code claim_group.lua}; {@code null} when there is no such group. */
    public Claimed claim(GroupId id, double claimMillis) {
        MemoryGroup group = groups.get(id);
        if (group == null) {
            due.remove(entry(id));
            return null;
        }
        settle(id);
        if (!group.incarnation.equals(bucket.incarnation)) {
            return null;
        }
        double token = Math.round((now() + claimMillis) * 1000) / 1000.0;
        due.add(entry(id), token);
        return new Claimed(now(), token, resumedAtClaim(), group.copy());
    }

    /** The end of the last service gap as a pass hears of it: now, when no sweep has noticed the gap yet. */
    protected long resumedAtClaim() {
        return isSwept() ? bucket.resumed : now();
    }

    /** The end of the last service gap that a sweep noticed. */
    protected final long resumed() {
        return bucket.resumed;
    }

    private boolean isSwept() {
        return Math.abs(now() - bucket.seen) <= GAP_MILLIS;
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
        return group.incarnation.equals(bucket.incarnation);
    }

    /** Whether no report came since the claim. */
    protected boolean isFreeOfNews(GroupId id, Claimed claimed) {
        return due.score(entry(id)) == claimed.token();
    }

    /** Whether there was service all the time since the claim, so that the leases ran out through their members' fault. */
    protected boolean isUninterrupted(Claimed claimed) {
        return isSwept() && bucket.resumed == claimed.resumedMillis();
    }

    protected boolean isAtEpoch(MemoryGroup group, long epochRead) {
        return group.epoch == epochRead;
    }

    /** Whether a member to be expired has a lease again; one from before a loss of writes is none. */
    protected boolean isAlive(GroupId id, MemberId member) {
        LeaseValue lease = lease(leaseKey(id, member.name()));
        return lease != null && lease.answered() >= groups.get(id).rebuild;
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
    public Swept sweep(long overdueMillis, int limit, long floor) {
        long now = now();
        if (isEmptied()) {
            bucket = new Bucket(now, now, "flushed" + now, null, floor, now);
        }
        if (Math.abs(now - bucket.seen) > GAP_MILLIS) {
            bucket = bucket.withResumed(now);
        }
        if (Math.abs(now - bucket.seen) > GAP_MILLIS / 4) {
            bucket = bucket.withSeen(now);
        }
        List<String> entries = due.until(now - overdueMillis, limit);
        return new Swept(now, entries, due.next(entries.size()));
    }

    /** Whether all was lost under the nodes' connections. */
    protected final boolean isEmptied() {
        return bucket.incarnation == null;
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

    /** {@code begin_incarnation.lua}: a connection to the server of this run id is there. */
    public void beginIncarnation(String runId, long floor, boolean survivor) {
        String afterLoss = runId + " after loss";
        if (afterLoss.equals(bucket.incarnation)) {
            return;
        }
        String born = bucket.incarnation == null ? runId : bucket.born;
        boolean loses = survivor && runId.equals(born);
        String is = loses ? afterLoss : runId;
        if (!is.equals(bucket.incarnation)) {
            long lost = loses ? now() : bucket.lost;
            bucket = new Bucket(bucket.seen, now(), is, born, Math.max(floor, bucket.floor), lost);
        }
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
        return new Image(copies, new HashMap<>(leases), due.copy(), new TreeMap<>(nodes), bucket);
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
        bucket = image.bucket;
    }

    /** Everything is gone. */
    public void flush() {
        restore(new Image(Map.of(), Map.of(), new DueIndex(), Map.of(), new Bucket(0, 0, null, null, 0, 0)));
    }

    /** Everything in Redis but the catalog. */
    public record Image(
            Map<GroupId, MemoryGroup> groups,
            Map<String, LeaseValue> leases,
            DueIndex due,
            Map<String, Long> nodes,
            Bucket bucket) {}

    /** The sweep hash. */
    public record Bucket(long seen, long resumed, String incarnation, String born, long floor, long lost) {
        Bucket withSeen(long millis) {
            return new Bucket(millis, resumed, incarnation, born, floor, lost);
        }

        Bucket withResumed(long millis) {
            return new Bucket(seen, millis, incarnation, born, floor, lost);
        }

        Bucket withFloor(long epoch) {
            return new Bucket(seen, resumed, incarnation, born, Math.max(floor, epoch), lost);
        }
    }

    /** The reply of a claim. */
    public record Claimed(long nowMillis, double token, long resumedMillis, MemoryGroup group) {}

    /** The reply of a sweep. */
    public record Swept(long nowMillis, List<String> entries, OptionalDouble next) {
        public Swept {
            entries = new ArrayList<>(entries);
        }
    }
}
