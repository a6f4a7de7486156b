package io.shardbeat.metrics;

import io.shardbeat.coordinator.LiveNodes.LiveNode;
import io.shardbeat.coordinator.LiveNodes.View;
import io.shardbeat.group.GroupId;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Which groups went with what Redis lost. One that is created again, or declared, is not gone any more. */
final class GoneGroups {
    private static final Logger LOG = Logger.getLogger("io.shardbeat.store");
    private static final int MOST_NAMED = 20;

    private final Set<GroupId> gone = new HashSet<>();
    private @Nullable Instant lastLoss;

    /**
     * @param before the groups at the last count; those that were not there then nobody misses
     * @param now the groups at this one
     * @param view who knows of losses
     */
    synchronized void note(Set<GroupId> before, Set<GroupId> now, View view) {
        Instant loss = view.nodes().stream()
                .map(LiveNode::about)
                .flatMap(about -> Stream.ofNullable(about.lostEverything()))
                .max(Comparator.naturalOrder())
                .orElse(null);
        if (loss != null && (lastLoss == null || loss.isAfter(lastLoss))) {
            lastLoss = loss;
            Set<GroupId> missing = new HashSet<>(before);
            missing.removeAll(now);
            if (!missing.isEmpty()) {
                warn(missing);
            }
            gone.addAll(missing);
        }
        gone.removeAll(now);
    }

    private static void warn(Set<GroupId> missing) {
        LOG.warnf(
                "%d groups are gone with what Redis lost, with their members and checkpoints: %s%s. To do: create them"
                        + " again; their consumers keep what they have until then",
                missing.size(),
                missing.stream().map(GroupId::path).sorted().limit(MOST_NAMED).collect(Collectors.joining(", ")),
                missing.size() > MOST_NAMED ? ", ..." : "");
    }

    synchronized int count() {
        return gone.size();
    }

    /** Another node counts. */
    synchronized void forget() {
        gone.clear();
    }
}
