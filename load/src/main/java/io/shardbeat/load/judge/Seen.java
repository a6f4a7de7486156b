package io.shardbeat.load.judge;

import io.shardbeat.load.plan.Shards;
import java.util.ArrayList;
import java.util.List;

/** What is known of one member. */
final class Seen {
    static final long NEVER = Long.MIN_VALUE / 2;

    Shards grant = Shards.NONE;
    long epoch;
    /** When the last heartbeat that was answered with a grant was sent: its lease has been renewed since. */
    long renewedAt = NEVER;
    /** Whether the fate of a heartbeat since the last answer is unknown. */
    boolean uncertain;
    /** Its open tenures. */
    final List<Tenure> tenures = new ArrayList<>();
}
