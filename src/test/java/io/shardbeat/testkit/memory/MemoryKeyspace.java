package io.shardbeat.testkit.memory;

import io.shardbeat.assignment.ShardSet;
import io.shardbeat.coordinator.ShardSetCodec;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.HandOver;
import io.shardbeat.testkit.memory.MemoryGroup.LeaseValue;
import io.shardbeat.testkit.memory.MemoryGroup.Record;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;

/** What is stored, and how it is lost. What scripts do with it is in {@link MemoryHeartbeats} and {@link MemoryPasses}. */
public final class MemoryKeyspace {
    final LongSupplier clock;
    final ShardSetCodec codec;
    final DueIndex due = new DueIndex();
    final Map<GroupId, MemoryGroup> groups = new HashMap<>();
    final Map<String, LeaseValue> leases = new HashMap<>();
    final Map<String, Long> nodes = new TreeMap<>();
    MemoryBucket bucket = MemoryBucket.EMPTY;

    MemoryKeyspace(LongSupplier clock, ShardSetCodec codec) {
        this.clock = clock;
        this.codec = codec;
    }

    /** The group as it is; {@code null} when there is none. */
    public MemoryGroup group(GroupId id) {
        return groups.get(id);
    }

    /** The members that have a lease. */
    public Set<String> living(GroupId id) {
        MemoryGroup group = groups.get(id);
        Set<String> living = new TreeSet<>(group == null ? Set.of() : group.members.keySet());
        living.removeIf(member -> lease(leaseKey(id, member)) == null);
        return living;
    }

    LeaseValue lease(String key) {
        LeaseValue value = leases.get(key);
        return value == null || value.endsAt() <= now() ? null : value;
    }

    /** PEXPIRETIME of a member's lease; 0 when gone. */
    public long leaseEnd(GroupId id, String member) {
        LeaseValue value = lease(leaseKey(id, member));
        return value == null ? 0 : value.endsAt();
    }

    /** Whether all was lost under the nodes' connections. */
    boolean isEmptied() {
        return bucket.incarnation() == null;
    }

    /** The end of the last service gap that a sweep noticed. */
    public long resumed() {
        return bucket.resumed();
    }

    Record record(GroupId id, char flag, ShardSet shards) {
        return new Record(flag, codec.encode(id, shards), shards);
    }

    void renew(String key, MemoryGroup group, long answered, long before, long sent, String report) {
        leases.put(key, new LeaseValue(answered, before, sent, report, now() + group.ttlMillis));
    }

    /** Redis TIME, milliseconds. */
    public long now() {
        return clock.getAsLong();
    }

    static long nextEpoch(long epoch, long nowMillis) {
        return Math.max(epoch + 1, nowMillis);
    }

    static String entry(GroupId id) {
        return "g" + id.path();
    }

    static String leaseKey(GroupId id, String member) {
        return id.path() + "\n" + member;
    }

    static String leaseEntry(GroupId id, String member) {
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
        restore(new Image(Map.of(), Map.of(), new DueIndex(), Map.of(), MemoryBucket.EMPTY));
    }

    /** Everything in Redis but the catalog. */
    public record Image(
            Map<GroupId, MemoryGroup> groups,
            Map<String, LeaseValue> leases,
            DueIndex due,
            Map<String, Long> nodes,
            MemoryBucket bucket) {
        /** Every epoch that is stored. */
        public LongStream epochs() {
            return LongStream.concat(
                    groups.values().stream()
                            .flatMapToLong(group -> LongStream.concat(
                                    LongStream.of(group.epoch),
                                    group.handOvers.values().stream().mapToLong(HandOver::sinceEpoch))),
                    leases.values().stream().flatMapToLong(lease -> LongStream.of(lease.answered(), lease.before())));
        }

        /**
         * What is stored of groups and leases, without what only tells when to look again.
         *
         * @param epoch what is said of an epoch
         * @param time what is said of a time
         */
        public String text(LongFunction<String> epoch, LongFunction<String> time) {
            StringBuilder text = new StringBuilder();
            groups.values().forEach(group -> {
                text.append(epoch.apply(group.epoch)).append(group.fences).append(group.watch);
                group.members.forEach((name, record) ->
                        text.append(name).append(record.flag()).append(record.shards()));
                group.handOvers
                        .values()
                        .forEach(h -> text.append(h.shard())
                                .append(h.holder())
                                .append(h.next())
                                .append(epoch.apply(h.sinceEpoch()))
                                .append(time.apply(h.since().toEpochMilli()))
                                .append(h.stuck()));
            });
            new TreeMap<>(leases)
                    .forEach((key, lease) -> text.append(key)
                            .append(epoch.apply(lease.answered()))
                            .append(epoch.apply(lease.before()))
                            .append(lease.report())
                            .append(time.apply(lease.endsAt())));
            return text.append(time.apply(bucket.seen()))
                    .append(time.apply(bucket.resumed()))
                    .toString();
        }

        /** When the newest report of a member was sent, by its client's clock; 0 when nothing is known. */
        public long newestReport(GroupId group, String member) {
            LeaseValue lease = leases.get(leaseKey(group, member));
            return lease == null ? 0 : lease.sent();
        }
    }
}
