package io.shardbeat.coordinator;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Which nodes are there. Only used to share work out, and shown: nothing depends on it being right. */
public interface LiveNodes {
    /** Says that the node is live for the next {@code ttl}, and lists all that are. */
    CompletionStage<View> beat(String node, About about, Duration ttl);

    /** Says that {@code node} is leaving. */
    CompletionStage<Void> leave(String node);

    /**
     * What a node says of itself.
     *
     * @param version as it was built; empty where a node says nothing, as those of older versions do
     * @param host the machine or pod
     * @param since when it started, by its own clock; {@code null} when not known
     * @param lostEverything when it last noticed that the store had lost everything, by its own clock; {@code null}: never
     * @param lostWrites the same of the last writes
     */
    record About(
            String version,
            String host,
            @Nullable Instant since,
            @Nullable Instant lostEverything,
            @Nullable Instant lostWrites) {
        public static final About NOTHING = new About("", "", null);

        /** Of a node that noticed no loss. */
        public About(String version, String host, @Nullable Instant since) {
            this(version, host, since, null, null);
        }
    }

    /** @param until for how long it is believed, in the store's time */
    record LiveNode(String id, About about, Instant until) {}

    /**
     * Who was live at a moment.
     *
     * @param now that moment, in the store's time; {@code null} before anything is known
     */
    record View(@Nullable Instant now, List<LiveNode> nodes) {
        /** Before anything is known. */
        public static final View NOBODY = new View(null, List.of());

        public List<String> ids() {
            return nodes.stream().map(LiveNode::id).toList();
        }
    }
}
