package io.shardbeat.coordinator.groups;

import io.shardbeat.group.shard.Decision;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a group's history, the latest pass first. Reading is bounded, so a page may be short, or empty, and still have
 * a next one.
 *
 * @param next where to go on, towards earlier passes; {@code null} at the end of what is kept or wanted
 * @param begins from when on every pass that changed something is kept, in Redis time
 */
public record HistoryPage(List<Pass> passes, @Nullable String next, Instant begins) {
    public HistoryPage {
        passes = List.copyOf(passes);
    }

    /**
     * A pass that changed something, or one commit of it: a big pass takes several.
     *
     * @param epoch the epoch it raised the group to
     * @param at when, in Redis time
     * @param count how many decisions it took
     * @param decisions those that were asked for; without those of a kind that only a newer version knows
     * @param whole whether the store has all of them; an older version kept the first 200 of a pass
     */
    public record Pass(long epoch, Instant at, int count, List<Decision> decisions, boolean whole) {
        public Pass {
            decisions = List.copyOf(decisions);
        }
    }
}
