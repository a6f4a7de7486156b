package io.shardbeat.load.measure;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.shardbeat.load.plan.Protocol;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * What was seen of one group. Times are in microseconds.
 *
 * @param name the group's
 * @param protocol it spoke
 * @param consumers that were driven
 * @param sent heartbeats
 * @param granted heartbeats that were answered with a grant
 * @param errors heartbeats that ended otherwise
 * @param latency from when a heartbeat was due to its answer
 * @param failover the longest from a kill to the answer that gave a shard of the killed to another; 0 for none
 * @param overlap the longest time that two consumers worked on one shard
 * @param breaches of invariants
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record GroupFigures(
        String name,
        Protocol protocol,
        int consumers,
        long sent,
        long granted,
        long errors,
        Histogram latency,
        long failover,
        long overlap,
        long breaches) {
    /** Their numbers are not padded: run-2 comes before run-10. */
    public static final Comparator<GroupFigures> BY_NAME = Comparator.<GroupFigures>comparingInt(
                    group -> group.name().length())
            .thenComparing(GroupFigures::name);

    public static GroupFigures of(String name, Protocol protocol, int consumers, GroupStats stats, long breaches) {
        return new GroupFigures(
                name,
                protocol,
                consumers,
                stats.sent,
                stats.granted,
                stats.errors,
                stats.latency.copy(),
                stats.longestFailover,
                stats.longestOverlap,
                breaches);
    }

    private GroupFigures and(GroupFigures other) {
        return new GroupFigures(
                name,
                protocol,
                consumers + other.consumers,
                sent + other.sent,
                granted + other.granted,
                errors + other.errors,
                sum(latency, other.latency),
                Math.max(failover, other.failover),
                Math.max(overlap, other.overlap),
                breaches + other.breaches);
    }

    private static Histogram sum(Histogram one, Histogram other) {
        Histogram sum = one.copy();
        sum.setAutoResize(true);
        sum.add(other);
        return sum;
    }

    /** By name, of both load machines. */
    public static List<GroupFigures> merge(List<GroupFigures> one, List<GroupFigures> other) {
        Map<String, GroupFigures> all = new LinkedHashMap<>();
        one.forEach(group -> all.put(group.name(), group));
        other.forEach(group -> all.merge(group.name(), group, GroupFigures::and));
        return all.values().stream().sorted(BY_NAME).toList();
    }
}
