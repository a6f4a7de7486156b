package io.shardbeat.load.report;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * When and where a run was made. What could not be learned is not in it.
 *
 * @param startedAt in UTC, to the second
 * @param machines that drove the fleet: host, processors, kernel, JVM, version of the load generator
 * @param targets as they were given
 * @param nodes what the targets run: version and JVM
 * @param redis its version
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Circumstances(
        String startedAt, List<String> machines, List<String> targets, List<String> nodes, List<String> redis) {
    /** Of a result that was written before this was noted. */
    static final Circumstances UNKNOWN = new Circumstances("", List.of(), List.of(), List.of(), List.of());

    Circumstances and(Circumstances other) {
        return new Circumstances(
                startedAt.isEmpty() || other.startedAt.compareTo(startedAt) < 0 ? other.startedAt : startedAt,
                both(machines, other.machines),
                both(targets, other.targets),
                both(nodes, other.nodes),
                both(redis, other.redis));
    }

    private static List<String> both(List<String> one, List<String> other) {
        Set<String> all = new LinkedHashSet<>(one);
        all.addAll(other);
        return List.copyOf(all);
    }

    List<Summary.Line> lines() {
        List<Summary.Line> lines = new ArrayList<>();
        add(lines, "started", startedAt.isEmpty() ? List.of() : List.of(startedAt));
        add(lines, "load from", machines);
        add(lines, "target", targets);
        add(lines, "node", nodes);
        add(lines, "Redis", redis);
        return lines;
    }

    private static void add(List<Summary.Line> lines, String name, List<String> values) {
        if (!values.isEmpty()) {
            lines.add(new Summary.Line(name, String.join("; ", values)));
        }
    }
}
