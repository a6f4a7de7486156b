package io.shardbeat.coordinator;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Which nodes are there. Only used to share work out: nothing depends on it being right. */
public interface LiveNodes {
    /** Says that {@code node} is live for the next {@code ttl}, and lists all that are. */
    CompletionStage<List<String>> beat(String node, Duration ttl);

    /** Says that {@code node} is leaving. */
    CompletionStage<Void> leave(String node);
}
