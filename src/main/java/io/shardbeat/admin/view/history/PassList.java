package io.shardbeat.admin.view.history;

import io.shardbeat.coordinator.groups.HistoryPage;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Passes that changed something, the latest first.
 *
 * @param next what to pass as {@code from} for earlier ones; {@code null} at the end. A page may be short, even empty, and
 *     have a next one
 * @param begins from when on everything is kept, in Redis time
 */
public record PassList(List<PassView> passes, @Nullable String next, Instant begins) {
    public static PassList of(HistoryPage page) {
        return new PassList(page.passes().stream().map(PassView::of).toList(), page.next(), page.begins());
    }
}
