package io.shardbeat.admin.view.history;

import io.shardbeat.coordinator.groups.HistoryPage.Pass;
import java.time.Instant;
import java.util.List;

/**
 * A pass that changed something, or one commit of a big one.
 *
 * @param epoch the epoch it raised the group to
 * @param at when, in Redis time
 * @param count how many decisions it took
 * @param decisions the first 1,000 of those that were asked for
 */
public record PassView(long epoch, Instant at, int count, List<DecisionView> decisions) {
    private static final int MOST_LISTED = 1_000;

    static PassView of(Pass pass) {
        return new PassView(
                pass.epoch(),
                pass.at(),
                pass.count(),
                pass.decisions().stream()
                        .limit(MOST_LISTED)
                        .map(DecisionView::of)
                        .toList());
    }
}
