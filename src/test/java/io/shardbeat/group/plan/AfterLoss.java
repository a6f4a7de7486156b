package io.shardbeat.group.plan;

import static io.shardbeat.group.plan.Fixture.EPOCH;
import static io.shardbeat.group.plan.Fixture.NOW;
import static io.shardbeat.group.plan.Fixture.set;

import io.shardbeat.group.Lease;

/** Groups whose store lost writes, and the last reports of their members. */
final class AfterLoss {
    static final long REBUILD = EPOCH;

    private AfterLoss() {}

    /** Not everybody alive must have reported yet. */
    static Fixture during() {
        return new Fixture().expiryHeldUntil(NOW.plusMillis(20_000)).rebuild(REBUILD);
    }

    /** Whoever is alive has reported. */
    static Fixture atEnd() {
        return new Fixture().expiryHeldUntil(NOW).rebuild(REBUILD);
    }

    static Lease heard(int... shards) {
        return new Lease(set(shards), REBUILD, 0);
    }

    /** Its report was written after an answer: it is no copy from before. */
    static Lease heardTwice(int... shards) {
        return new Lease(set(shards), REBUILD, REBUILD);
    }

    static Lease fromBefore(int... shards) {
        return new Lease(set(shards), REBUILD - 1, 0);
    }
}
