package io.shardbeat.load.fleet;

import io.shardbeat.load.judge.Breach;
import java.util.ArrayList;
import java.util.List;

/**
 * How the fleet stands at one time.
 *
 * @param live consumers that run
 * @param breachCount all breaches so far
 * @param breaches the first of them
 * @param orphans shards of killed consumers that nobody else was given
 * @param longestOrphanNanos how long the longest of them has been waiting
 */
public record Standing(int live, long breachCount, List<Breach> breaches, int orphans, long longestOrphanNanos) {
    static final Standing NONE = new Standing(0, 0, List.of(), 0, 0);

    static Standing of(Lane lane, List<Group> groups) {
        Standing all = new Standing(lane.live, 0, List.of(), 0, 0);
        for (Group group : groups) {
            if (group.lane == lane) {
                all = all.plus(new Standing(
                        0,
                        group.judge.breachCount(),
                        group.judge.breaches(),
                        group.failovers.open(),
                        group.failovers.longestOpen(lane.now())));
            }
        }
        return all;
    }

    Standing plus(Standing other) {
        List<Breach> both = new ArrayList<>(breaches);
        both.addAll(other.breaches);
        return new Standing(
                live + other.live,
                breachCount + other.breachCount,
                List.copyOf(both),
                orphans + other.orphans,
                Math.max(longestOrphanNanos, other.longestOrphanNanos));
    }
}
