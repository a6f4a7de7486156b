package io.shardbeat.simulation;

import static io.shardbeat.simulation.Invariants.check;

import io.shardbeat.group.SelfPreservation;
import io.shardbeat.group.plan.Plan;
import io.shardbeat.group.safeguard.ExpiryWindow;
import io.shardbeat.testkit.memory.MemoryGroup;

/**
 * What the brake promises: too many members expire together only after a grace that was announced. After a loss of
 * writes a session timeout for all to report comes in its place.
 */
final class BrakeRule {
    private static final long NEVER = Long.MAX_VALUE / 2;

    private final World world;
    /** In Redis time. */
    private long graceEndsAt = NEVER;

    BrakeRule(World world) {
        this.world = world;
    }

    void committed(MemoryGroup before, Plan plan) {
        SelfPreservation brake = world.scenario().brake();
        int expired = plan.expired().size() - plan.departed().size();
        boolean tooMany = expired >= brake.members()
                && expired > brake.share() * before.grants().size()
                && !before.isRebuilding();
        long now = world.redisNow() + world.clockSteppedBackBy();
        check(
                !world.scenario().isBraked() || !tooMany || now >= graceEndsAt,
                "SelfPreservation: %s of %s members expired at once, the grace ends at %s, now %s",
                expired,
                before.grants().size(),
                graceEndsAt,
                now);
        if (plan.watch() != null) {
            ExpiryWindow window = plan.watch().expiries();
            graceEndsAt = window.isHeld() ? window.heldUntil().toEpochMilli() : NEVER;
        }
    }
}
