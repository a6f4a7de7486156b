package io.shardbeat.load.fleet;

import io.shardbeat.load.plan.Shards;

/**
 * What a consumer works on, as the official ones keep it: granted is its last answer; reported is all it was ever
 * granted, less what it has stopped working on. A shard that is given back before it was stopped is kept.
 */
final class Holdings {
    private Shards granted = Shards.NONE;
    private Shards reported = Shards.NONE;

    Shards reported() {
        return reported;
    }

    /** Takes an answer; returns the shards that it starts to work on. */
    Shards isGranted(Shards grant) {
        Shards begun = grant.minus(reported);
        granted = grant;
        reported = reported.plus(grant);
        return begun;
    }

    /** What it still works on and no longer may. */
    Shards lost() {
        return reported.minus(granted);
    }

    /** Stops working on those of {@code shards} that it still may not; returns them. */
    Shards stop(Shards shards) {
        Shards lost = lost();
        Shards stopped = lost.minus(lost.minus(shards));
        reported = reported.minus(stopped);
        return stopped;
    }

    /** As a new process begins. */
    void clear() {
        granted = Shards.NONE;
        reported = Shards.NONE;
    }
}
