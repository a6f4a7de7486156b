package io.shardbeat.metrics;

import io.shardbeat.coordinator.StoreUnavailableException;
import io.shardbeat.coordinator.groups.GroupBrowser;
import io.shardbeat.coordinator.groups.GroupBrowser.Page;
import io.shardbeat.coordinator.groups.GroupBrowser.Query;
import io.shardbeat.coordinator.groups.GroupBrowser.Summary;
import io.shardbeat.coordinator.groups.GroupCursor;
import io.shardbeat.coordinator.groups.GroupState;
import io.shardbeat.coordinator.groups.GroupTally;
import io.shardbeat.group.GroupId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * Counts all groups. Of each, three small values are read; the group itself only when its epoch is another than at the
 * last count, or when it was not at rest then: what is alive, or free, may change without one.
 */
final class Census {
    private static final int PAGE = 100;
    /** Groups that are read at a time. */
    private static final int LOOKS = 8;

    private static final long WAIT_SECONDS = 30;

    private final GroupBrowser browser;
    private Map<GroupId, Known> known = Map.of();

    private record Known(long epoch, GroupTally tally) {
        boolean holdsFor(Summary now) {
            return epoch == now.epoch() && tally.state() == GroupState.STABLE;
        }
    }

    Census(GroupBrowser browser) {
        this.browser = browser;
    }

    /** Which groups were there at the last count. */
    Set<GroupId> groups() {
        return Set.copyOf(known.keySet());
    }

    /** All groups that there are. Fails when the store cannot be reached. */
    List<GroupTally> take() {
        Map<GroupId, Known> now = new HashMap<>();
        GroupCursor from = GroupCursor.parse("");
        while (from != null) {
            Page page = await(browser.groups(new Query("", from, PAGE)));
            List<Summary> groups = page.groups();
            for (int at = 0; at < groups.size(); at += LOOKS) {
                look(groups.subList(at, Math.min(groups.size(), at + LOOKS)), now);
            }
            from = page.next();
        }
        known = now;
        return now.values().stream().map(Known::tally).toList();
    }

    private void look(List<Summary> groups, Map<GroupId, Known> into) {
        List<CompletableFuture<GroupTally>> looks =
                groups.stream().map(group -> tally(group).toCompletableFuture()).toList();
        for (int i = 0; i < looks.size(); i++) {
            Summary group = groups.get(i);
            into.put(group.id(), new Known(group.epoch(), await(looks.get(i))));
        }
    }

    private CompletionStage<GroupTally> tally(Summary group) {
        Known before = known.get(group.id());
        if (group.damage() != null) {
            return CompletableFuture.completedFuture(GroupTally.damaged(group.members()));
        }
        if (before != null && before.holdsFor(group)) {
            return CompletableFuture.completedFuture(before.tally());
        }
        return browser.look(group.id())
                .thenApply(found -> found.map(GroupTally::of).orElseGet(() -> GroupTally.damaged(0)))
                .exceptionally(failure -> {
                    if (StoreUnavailableException.isBehind(failure)) {
                        throw new java.util.concurrent.CompletionException(StoreUnavailableException.behind(failure));
                    }
                    return GroupTally.damaged(group.members());
                });
    }

    private static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture()
                .orTimeout(WAIT_SECONDS, TimeUnit.SECONDS)
                .join();
    }
}
