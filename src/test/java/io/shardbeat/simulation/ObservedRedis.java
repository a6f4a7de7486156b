package io.shardbeat.simulation;

import io.shardbeat.coordinator.BeatReply;
import io.shardbeat.coordinator.Heartbeat;
import io.shardbeat.group.FenceMargin;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupSettings;
import io.shardbeat.group.Plan;
import io.shardbeat.testkit.MemoryGroup;
import io.shardbeat.testkit.MemoryRedis;
import io.shardbeat.testkit.TextShardSetCodec;

/** The store of a simulation, whose every change is looked at. */
class ObservedRedis extends MemoryRedis {
    protected final World world;

    ObservedRedis(World world) {
        super(world::redisNow, new TextShardSetCodec("sim"));
        this.world = world;
    }

    @Override
    public BeatReply renewLease(Heartbeat beat, FenceMargin defaultMargin) {
        BeatReply reply = super.renewLease(beat, defaultMargin);
        world.invariants().beaten(beat, reply);
        return reply;
    }

    @Override
    public boolean create(GroupId id, GroupSettings settings) {
        boolean created = super.create(id, settings);
        if (created && isSettled(group(id))) {
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

    @Override
    public void restore(Image image) {
        super.restore(image);
        world.invariants().writesLost();
    }
}
