package io.shardbeat.testkit.memory;

import io.shardbeat.assignment.ShardId;
import io.shardbeat.assignment.ShardSet;
import io.shardbeat.group.ClientFamily;
import io.shardbeat.group.GroupSettings;
import io.shardbeat.group.HandOver;
import io.shardbeat.group.safeguard.SafeguardState;
import io.shardbeat.group.wish.Wishes;
import java.util.Map;
import java.util.TreeMap;

/** What Redis keeps of one group: its hash, members, hand-overs and fences. */
public final class MemoryGroup {
    /** The member joined and no pass has included it yet. */
    static final char PENDING = 'p';

    static final char STEADY = 'a';
    static final char HANDING_OVER = 'h';
    /** Its reports agree with its grant, for the rebuild that the record names. */
    static final char CONFIRMED = 'c';

    GroupSettings settings;
    long ttlMillis;
    long epoch;
    long createdMillis;
    long formingMillis;
    /** In which incarnation of the store its ownership was last as it should be; empty in none. */
    String incarnation;
    /** The epoch at which a rebuild of its ownership began; 0 when none is under way. */
    long rebuild;

    SafeguardState watch = SafeguardState.NONE;
    Wishes wishes = Wishes.NONE;

    final Map<String, Record> members = new TreeMap<>();
    final Map<ShardId, HandOver> handOvers = new TreeMap<>();
    final Map<ShardId, Long> fences = new TreeMap<>();
    final Map<String, Long> intervals = new TreeMap<>();
    final Map<String, ClientFamily> families = new TreeMap<>();

    MemoryGroup(GroupSettings settings, long ttlMillis, long epoch) {
        this.settings = settings;
        this.ttlMillis = ttlMillis;
        this.epoch = epoch;
        this.incarnation = "";
    }

    /** As it is now. */
    public MemoryGroup copy() {
        MemoryGroup copy = new MemoryGroup(settings, ttlMillis, epoch);
        copy.createdMillis = createdMillis;
        copy.formingMillis = formingMillis;
        copy.incarnation = incarnation;
        copy.rebuild = rebuild;
        copy.watch = watch;
        copy.wishes = wishes;
        copy.members.putAll(members);
        copy.handOvers.putAll(handOvers);
        copy.fences.putAll(fences);
        copy.intervals.putAll(intervals);
        copy.families.putAll(families);
        return copy;
    }

    public Wishes wishes() {
        return wishes;
    }

    public long epoch() {
        return epoch;
    }

    public String incarnation() {
        return incarnation;
    }

    public long ttlMillis() {
        return ttlMillis;
    }

    /** Whether ownership is being rebuilt. */
    public boolean isRebuilding() {
        return rebuild != 0;
    }

    /** The grant of every member, by name. */
    public Map<String, ShardSet> grants() {
        Map<String, ShardSet> grants = new TreeMap<>();
        members.forEach((name, record) -> grants.put(name, record.shards));
        return grants;
    }

    public Map<ShardId, HandOver> handOvers() {
        return handOvers;
    }

    public Map<ShardId, Long> fences() {
        return fences;
    }

    public boolean isPending(String member) {
        return members.get(member).flag == PENDING;
    }

    /** A member's record: a flag and its grant, encoded and not. */
    record Record(char flag, byte[] grant, ShardSet shards, long confirmedAt) {
        Record(char flag, byte[] grant, ShardSet shards) {
            this(flag, grant, shards, 0);
        }
    }

    /** A member's lease; it is gone from {@code endsAt} on. */
    public record LeaseValue(long answered, long before, long sent, String report, long endsAt) {}
}
