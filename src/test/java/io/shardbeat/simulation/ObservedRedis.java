package io.shardbeat.simulation;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.coordinator.BeatReply;
import io.shardbeat.coordinator.Heartbeat;
import io.shardbeat.coordinator.checkpoint.CheckpointStore.WriteOutcome;
import io.shardbeat.coordinator.checkpoint.Holding;
import io.shardbeat.group.FenceMargin;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupSettings;
import io.shardbeat.group.HandOver;
import io.shardbeat.group.plan.Plan;
import io.shardbeat.testkit.memory.MemoryGroup;
import io.shardbeat.testkit.memory.MemoryHeartbeats.Changes;
import io.shardbeat.testkit.memory.MemoryHeartbeats.Replaced;
import io.shardbeat.testkit.memory.MemoryHeartbeats.Stamp;
import io.shardbeat.testkit.memory.MemoryKeyspace;
import io.shardbeat.testkit.memory.MemoryKeyspace.Image;
import io.shardbeat.testkit.memory.MemoryPasses.Claimed;
import io.shardbeat.testkit.memory.MemoryPasses.Swept;
import io.shardbeat.testkit.memory.MemoryRedis;
import io.shardbeat.testkit.memory.StoreRules;
import io.shardbeat.testkit.memory.TextShardSetCodec;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The store of a simulation, whose every change is looked at. */
class ObservedRedis extends MemoryRedis {
    protected final World world;
    private final Map<ShardId, String> checkpoints = new TreeMap<>();

    ObservedRedis(World world) {
        this(world, StoreRules::new);
    }

    /** @param rules those that hold, or one of which does not */
    ObservedRedis(World world, Function<MemoryKeyspace, StoreRules> rules) {
        super(world::redisNow, new TextShardSetCodec("sim"), rules);
        this.world = world;
    }

    @Override
    public BeatReply renewLease(Heartbeat beat, FenceMargin defaultMargin) {
        BeatReply reply = super.renewLease(beat, defaultMargin);
        world.invariants().beaten(beat, reply);
        return reply;
    }

    @Override
    public Replaced setLease(Heartbeat beat, Stamp stamp, BeatReply.Known answer) {
        Replaced replaced = super.setLease(beat, stamp, answer);
        if (replaced.lease() != null) {
            world.invariants().beaten(beat, new BeatReply.Unsettled());
            if (answer != null && !isToldLater(replaced, stamp)) {
                world.invariants().looked(beat, answer);
            }
        }
        return replaced;
    }

    @Override
    public Changes lookAtBucket(Heartbeat beat, Changes read, BeatReply.Known answer) {
        Changes now = super.lookAtBucket(beat, read, answer);
        if (isUnchanged(read, now)) {
            world.invariants().looked(beat, answer);
        }
        return now;
    }

    @Override
    public boolean look(Heartbeat beat, Stamp stamp, BeatReply.Known answer) {
        boolean isCurrent = super.look(beat, stamp, answer);
        if (isCurrent) {
            world.invariants().looked(beat, answer);
        }
        return isCurrent;
    }

    /** Whether a node goes on with what a connection to another server had told it. */
    boolean outlivesItsConnection() {
        return false;
    }

    @Override
    public boolean create(GroupId id, GroupSettings settings) {
        boolean created = super.create(id, settings);
        if (created && rules().isSettled(group(id))) {
            world.invariants().bornAnew();
        }
        return created;
    }

    @Override
    public void beginIncarnation(String runId, long floor, boolean survivor) {
        super.beginIncarnation(runId, floor, survivor);
        noticeOblivion(floor);
        world.trace().say("connected to %s%s", runId, survivor ? "" : " by a new node");
    }

    @Override
    public Swept sweep(long overdueMillis, int limit, long floor) {
        boolean emptied = isEmptied();
        Swept swept = super.sweep(overdueMillis, limit, floor);
        if (emptied) {
            noticeOblivion(floor);
        }
        return swept;
    }

    /** Not promised where a clock was put back and then every node that knew the epochs before died, too. */
    private void noticeOblivion(long floor) {
        if (floor == 0) {
            world.invariants().unremembered();
        }
    }

    @Override
    public void settle(GroupId id) {
        long before = group(id) == null ? 0 : group(id).epoch();
        super.settle(id);
        if (group(id) != null && group(id).epoch() > before) {
            world.invariants().settled(group(id));
        }
    }

    @Override
    public long commit(GroupId id, Claimed claimed, Plan plan) {
        MemoryGroup was = group(id);
        MemoryGroup before = was == null ? null : was.copy();
        long epoch = super.commit(id, claimed, plan);
        if (epoch != 0 && !plan.changesNothing()) {
            world.invariants().committed(before, group(id), plan);
        }
        return epoch;
    }

    Map<ShardId, String> checkpoints() {
        return checkpoints;
    }

    /** {@code look_member.lua}, with the hand-overs that are asked for next; {@code null}: it is not certain. */
    Optional<Holding> look(GroupId id, MemberId member) {
        MemoryGroup group = group(id);
        if (group == null) {
            return Optional.empty();
        }
        if (!rules().isSettled(group)) {
            return null;
        }
        Set<ShardId> handingOver = group.handOvers().values().stream()
                .filter(handOver -> handOver.holder().equals(member))
                .map(HandOver::shard)
                .collect(Collectors.toSet());
        return Optional.ofNullable(group.grants().get(member.name()))
                .map(granted -> new Holding(group.epoch(), granted, handingOver));
    }

    /** {@code save_checkpoints.lua}. */
    WriteOutcome save(Map<ShardId, String> values, MemberId member, OptionalLong epoch) {
        MemoryGroup group = group(World.GROUP);
        if (group == null) {
            return WriteOutcome.NO_GROUP;
        }
        if (epoch.isPresent() && !rules().isAtEpoch(group, epoch.getAsLong())) {
            return WriteOutcome.STALE;
        }
        checkpoints.putAll(values);
        world.invariants().checkpoints().written(member, values, epoch.isEmpty());
        return WriteOutcome.WRITTEN;
    }

    /** A server that follows this one, as it is now. */
    record Replica(Image image, Map<ShardId, String> checkpoints, Set<ShardId> finished) {}

    Replica replica() {
        return new Replica(image(), Map.copyOf(checkpoints), world.catalog().finished());
    }

    void failOverTo(Replica replica) {
        super.restore(replica.image());
        loseAllBut(replica.checkpoints(), replica.finished());
    }

    @Override
    public void flush() {
        super.flush();
        loseAllBut(Map.of(), Set.of());
    }

    private void loseAllBut(Map<ShardId, String> kept, Set<ShardId> finished) {
        checkpoints.clear();
        checkpoints.putAll(kept);
        world.catalog().finished(finished);
        world.invariants().writesLost();
    }
}
