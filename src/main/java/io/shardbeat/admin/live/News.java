package io.shardbeat.admin.live;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What was read of something that is watched. */
interface News {
    /** As a stream wants to have it: the same object for the same wants. Without fields that are {@code null}. */
    ObjectNode document(LiveQuery query);

    /** Whether more of it comes at once. */
    default boolean isPart() {
        return false;
    }

    /** When that was so, in Redis time, where it is known. */
    @Nullable Instant at();
}
