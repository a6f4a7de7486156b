package io.shardbeat.simulation;

import static io.shardbeat.simulation.Invariants.check;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.assignment.ShardSet;
import io.shardbeat.group.plan.Plan;
import io.shardbeat.group.shard.Cause;
import io.shardbeat.group.shard.Transition;
import io.shardbeat.group.wish.Departure;
import io.shardbeat.group.wish.Pause.Mode;
import io.shardbeat.testkit.memory.MemoryGroup;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What is promised of operators' commands: what an evicted member had rests for as long as its lease would have lasted;
 * what one that has stopped had goes to others while no process works on it; a pause and a park are kept.
 */
final class OperatorRule {
    private final World world;
    /** Per shard of a member that was removed: in Redis time, when its lease would have ended; 0: it had stopped. */
    private final Map<ShardId, Long> restsUntil = new HashMap<>();
    /** Per shard of a member that is said to have stopped, its process. */
    private final Map<ShardId, SimulatedClient> stopped = new HashMap<>();

    private final Set<MemberId> departed = new HashSet<>();

    OperatorRule(World world) {
        this.world = world;
    }

    /** Whether answers from before may still be on their way to it. */
    boolean hasDeparted(MemberId member) {
        return departed.contains(member);
    }

    void forget() {
        restsUntil.clear();
        stopped.clear();
    }

    /**
     * Gives whether its process may still work.
     *
     * @param leaseEnd in Redis time, as the last heartbeat that the store took would have it
     */
    boolean departed(MemberId member, MemoryGroup before, long leaseEnd) {
        departed.add(member);
        Departure wish = before.wishes().departures().get(member);
        boolean heardOf = wish.isContradictedBy(Instant.ofEpochMilli(leaseEnd))
                && leaseEnd - world.scenario().timeoutMillis()
                        > wish.note().at().toEpochMilli();
        boolean fenced = wish.fenced() || heardOf;
        check(
                world.clockSteppedBackBy() > 0 || wish.kind() != Departure.Kind.LEFT || !heardOf,
                "Leave: %s was heard of after it left",
                member);
        before.grants()
                .getOrDefault(member.name(), ShardSet.EMPTY)
                .shards()
                .forEach(shard -> free(shard, member, fenced, leaseEnd));
        before.handOvers().forEach((shard, handOver) -> {
            if (handOver.holder().equals(member)) {
                free(shard, member, fenced, leaseEnd);
            }
        });
        return fenced;
    }

    private void free(ShardId shard, MemberId member, boolean fenced, long leaseEnd) {
        if (fenced) {
            restsUntil.put(shard, leaseEnd);
        } else if (world.clients().get(member) != null) {
            stopped.put(shard, world.clients().get(member));
        }
    }

    void granted(ShardId shard, MemberId to) {
        Long until = restsUntil.remove(shard);
        long now = world.redisNow() + world.clockSteppedBackBy();
        check(
                until == null || now >= until + world.scenario().fenceMarginMillis(),
                "Evict: %s granted to %s while who was evicted may work on it",
                shard,
                to);
        SimulatedClient process = stopped.remove(shard);
        check(
                process == null || process.id.equals(to) || !process.mayUse(shard),
                "Leave: %s granted to %s while %s",
                shard,
                to,
                process);
    }

    void committed(MemoryGroup before, Plan plan) {
        Instant now = Instant.ofEpochMilli(world.redisNow());
        Mode pause = before.wishes().pausedAt(now);
        for (Transition step : plan.transitions().values()) {
            boolean forBalance = step.cause() == Cause.BALANCED || step.cause() == Cause.JOINED;
            check(pause == null || !forBalance, "Pause: %s", step);
            boolean grantsFree = step.cause() == Cause.FREE;
            check(pause != Mode.ALL || !grantsFree, "Pause: all stands still, yet %s", step);
            check(!before.wishes().isParked(step.shard(), now) || !grantsFree, "Park: %s", step);
        }
    }
}
