package io.shardbeat.admin.view;

import io.shardbeat.coordinator.LiveNodes.About;
import io.shardbeat.coordinator.LiveNodes.LiveNode;
import io.shardbeat.coordinator.LiveNodes.View;
import io.shardbeat.schedule.NodeRoll;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The nodes that are live.
 *
 * @param at when that was so, in Redis time; {@code null} before this node heard of anybody
 * @param buckets how many there are to share out
 * @param lostEverything when a node that lives noticed last that Redis had lost everything; {@code null}: none did
 * @param lostWrites when a node that lives noticed last that Redis may have lost its last writes
 */
public record NodeList(
        @Nullable Instant at,
        int buckets,
        @Nullable Instant lostEverything,
        @Nullable Instant lostWrites,
        List<NodeRow> nodes) {
    /**
     * @param id its name among the others: another one at every start
     * @param self whether it is the one that answers
     * @param version as it was built; {@code null} for one of a version that does not say
     * @param host the machine or pod
     * @param since when it started, by its own clock
     * @param lastTick when it last said that it is live, in Redis time
     * @param buckets how many it looks after
     */
    public record NodeRow(
            String id,
            boolean self,
            @Nullable String version,
            @Nullable String host,
            @Nullable Instant since,
            Instant lastTick,
            int buckets) {}

    /** @param self the node that answers */
    public static NodeList of(View view, String self, int buckets, ToIntFunction<String> shares) {
        return new NodeList(
                view.now(),
                buckets,
                latest(view, About::lostEverything),
                latest(view, About::lostWrites),
                view.nodes().stream()
                        .map(node -> row(node, self, shares.applyAsInt(node.id())))
                        .sorted(Comparator.comparing(NodeRow::lastTick).reversed())
                        .toList());
    }

    private static NodeRow row(LiveNode node, String self, int buckets) {
        return new NodeRow(
                node.id(),
                node.id().equals(self),
                orNull(node.about().version()),
                orNull(node.about().host()),
                node.about().since(),
                node.until().minus(NodeRoll.TTL),
                buckets);
    }

    private static @Nullable Instant latest(View view, Function<About, @Nullable Instant> time) {
        return view.nodes().stream()
                .flatMap(node -> Stream.ofNullable(time.apply(node.about())))
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
