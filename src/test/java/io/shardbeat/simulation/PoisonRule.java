package io.shardbeat.simulation;

import static io.shardbeat.simulation.Invariants.check;

import io.shardbeat.assignment.ShardId;
import io.shardbeat.group.plan.Plan;
import io.shardbeat.group.shard.Decision;
import io.shardbeat.group.shard.Decision.Kind;
import java.util.HashMap;
import java.util.Map;

/** What the poison guard promises: nobody is granted a parked shard before its time is over. */
final class PoisonRule {
    private final World world;
    /** In Redis time. */
    private final Map<ShardId, Long> parkedUntil = new HashMap<>();

    PoisonRule(World world) {
        this.world = world;
    }

    void committed(Plan plan) {
        for (Decision decision : plan.decisions()) {
            if (decision.kind() == Kind.SHARD_PARKED) {
                long until = plan.watch()
                        .deaths()
                        .get(decision.shard())
                        .parkedUntil()
                        .toEpochMilli();
                parkedUntil.put(decision.shard(), until);
            }
        }
    }

    /** Those of parks may be among them. */
    void writesLost() {
        parkedUntil.clear();
    }

    void granted(ShardId shard) {
        Long until = parkedUntil.remove(shard);
        check(
                until == null || world.redisNow() + world.clockSteppedBackBy() >= until,
                "Poison: %s granted while it is parked",
                shard);
    }
}
