package io.shardbeat.admin.view;

import io.shardbeat.coordinator.GroupBrowser.Pass;
import java.time.Instant;
import java.util.List;

/**
 * A pass that changed something.
 *
 * @param epoch the epoch it raised the group to
 * @param at when, in Redis time
 * @param count how many decisions it took
 * @param decisions the first of them
 */
public record PassView(long epoch, Instant at, int count, List<DecisionView> decisions) {
    static PassView of(Pass pass) {
        return new PassView(
                pass.epoch(),
                Instant.ofEpochMilli(pass.atMillis()),
                pass.count(),
                pass.decisions().stream().map(DecisionView::of).toList());
    }
}
