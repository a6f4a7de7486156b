package io.shardbeat.simulation;

import static io.shardbeat.simulation.Invariants.check;

import io.shardbeat.group.Brake;
import io.shardbeat.group.ExpiryWindow;
import io.shardbeat.group.Plan;
import io.shardbeat.testkit.MemoryGroup;

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
        Brake brake = world.scenario().brake();
        int expired = plan.expired().size();
        boolean tooMany = expired >= brake.members()
                && expired > brake.share() * before.grants().size()
                && !before.isRebuilding();
        long now = world.redisNow() + world.clockSteppedBackBy();
        check(
                !world.scenario().isBraked() || !tooMany || now >= graceEndsAt,
                "Brake: %s of %s members expired at once, the grace ends at %s, now %s",
                expired,
                before.grants().size(),
                graceEndsAt,
                now);
        if (plan.watch() != null) {
            ExpiryWindow window = plan.watch().expiries();
            graceEndsAt = window.isHeld() ? window.heldUntilMillis() : NEVER;
        }
    }
}
