package io.shardbeat.admin.view;

import io.shardbeat.coordinator.GroupBrowser.Pass;
import java.util.List;

/** The last passes that changed something, the latest first; the store keeps about a hundred. */
public record PassList(List<PassView> passes) {
    public static PassList of(List<Pass> passes) {
        return new PassList(passes.stream().map(PassView::of).toList());
    }
}
