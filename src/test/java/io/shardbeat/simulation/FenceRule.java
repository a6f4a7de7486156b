package io.shardbeat.simulation;

import static io.shardbeat.simulation.Invariants.check;

import io.shardbeat.assignment.ShardId;
import java.util.HashMap;
import java.util.Map;

/**
 * What an automatic fence margin promises: when a dead member's shard is granted, no process that fences itself still
 * works on it, not for a moment, also if it was only cut off and will be back. Of what a margin cannot know it is
 * excused: a process that is paused, an answer that took long to arrive, a connection that hangs instead of being refused,
 * a clock of Redis that is put forward.
 */
final class FenceRule {
    private final World world;
    private final Map<ShardId, SimulatedClient> expired = new HashMap<>();

    FenceRule(World world) {
        this.world = world;
    }

    void expired(ShardId shard, SimulatedClient process) {
        if (world.scenario().isFencedByInterval() && process != null) {
            expired.put(shard, process);
        }
    }

    /** Writes are lost, or Redis has another idea of the time: fences may be among them, or over. */
    void forget() {
        expired.clear();
    }

    void granted(ShardId shard, SimulatedClient to) {
        SimulatedClient process = expired.remove(shard);
        check(
                process == null || process == to || !process.trustsItself(shard),
                "Fence: %s granted to %s while %s, which was expired, works on it",
                shard,
                to,
                process);
    }
}
