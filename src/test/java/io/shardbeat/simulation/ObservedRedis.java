package io.shardbeat.simulation;

import io.shardbeat.coordinator.BeatReply;
import io.shardbeat.coordinator.Heartbeat;
import io.shardbeat.group.FenceMargin;
import io.shardbeat.group.GroupId;
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
        world.invariants().rolledBack();
    }
}
