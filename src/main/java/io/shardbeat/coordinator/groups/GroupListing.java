package io.shardbeat.coordinator.groups;

import io.shardbeat.coordinator.GroupDirectory;
import io.shardbeat.coordinator.catalog.DeclaredCatalog;
import io.shardbeat.coordinator.groups.GroupBrowser.Page;
import io.shardbeat.coordinator.groups.GroupBrowser.Query;
import io.shardbeat.coordinator.groups.GroupBrowser.Summary;
import io.shardbeat.group.GroupId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The groups that are there, and in their places those that are declared and gone since a call has deleted them: who looks
 * for such a group finds it. Disturbs none, as {@link GroupBrowser}.
 */
public final class GroupListing {
    /** Beyond, an order other than that of the listing is not made. */
    public static final int MOST_SORTED = 10_000;

    private static final int PAGE = 1_000;

    private final GroupBrowser browser;
    private final DeclaredCatalog declared;
    private final GroupDirectory directory;

    public GroupListing(GroupBrowser browser, DeclaredCatalog declared, GroupDirectory directory) {
        this.browser = browser;
        this.declared = declared;
        this.directory = directory;
    }

    /** @param summary {@code null} of one that was deleted */
    public record Row(GroupId id, @Nullable Summary summary) {}

    /**
     * A part of the listing, in the order of {@link GroupCursor}.
     *
     * @param next where to go on; {@code null} at the end. A part may be short, or empty, and have a next one
     */
    public record Rows(List<Row> rows, @Nullable GroupCursor next) {}

    public CompletionStage<Rows> page(Query query) {
        return browser.groups(query)
                .thenCompose(page -> deleted(query, page).thenApply(deleted -> merged(query, page, deleted)));
    }

    /** From the first one on, up to {@link #MOST_SORTED}; then {@code next} tells that there are more. */
    public CompletionStage<Rows> all(String prefix) {
        return more(prefix, GroupCursor.START, new ArrayList<>());
    }

    private CompletionStage<Rows> more(String prefix, GroupCursor from, List<Row> sofar) {
        return page(new Query(prefix, from, Math.min(PAGE, MOST_SORTED - sofar.size())))
                .thenCompose(found -> {
                    sofar.addAll(found.rows());
                    GroupCursor next = found.next();
                    return next == null || sofar.size() >= MOST_SORTED
                            ? CompletableFuture.completedFuture(new Rows(sofar, next))
                            : more(prefix, next, sofar);
                });
    }

    private static Rows merged(Query query, Page page, List<GroupId> deleted) {
        List<Row> rows = new ArrayList<>();
        page.groups().forEach(group -> rows.add(new Row(group.id(), group)));
        deleted.forEach(group -> rows.add(new Row(group, null)));
        rows.sort(Comparator.comparing(row -> GroupCursor.at(row.id())));
        return rows.size() <= query.limit()
                ? new Rows(rows, page.next())
                : new Rows(
                        rows.subList(0, query.limit()),
                        GroupCursor.at(rows.get(query.limit()).id()));
    }

    /** Those that belong between the ends of the page. While the store has not been told what is declared, nothing is deleted. */
    private CompletionStage<List<GroupId>> deleted(Query query, Page page) {
        if (!declared.isInStore()) {
            return CompletableFuture.completedFuture(List.of());
        }
        var there = page.groups().stream().map(Summary::id).collect(Collectors.toSet());
        List<CompletableFuture<Optional<GroupId>>> missing = declared.groups().stream()
                .filter(group -> group.path().startsWith(query.prefix()) && !there.contains(group))
                .filter(group -> isWithin(GroupCursor.at(group), query.from(), page.next()))
                .sorted(Comparator.comparing(GroupCursor::at))
                .limit(query.limit())
                .map(this::deleted)
                .toList();
        return CompletableFuture.allOf(missing.toArray(new CompletableFuture<?>[0]))
                .thenApply(all ->
                        missing.stream().flatMap(found -> found.join().stream()).toList());
    }

    private static boolean isWithin(GroupCursor place, GroupCursor from, @Nullable GroupCursor next) {
        return place.compareTo(from) >= 0 && (next == null || place.compareTo(next) < 0);
    }

    /** Empty when it is there, or when that cannot be told: then it is damaged, not deleted. */
    private CompletableFuture<Optional<GroupId>> deleted(GroupId group) {
        return directory
                .find(group)
                .thenApply(found -> found.isEmpty() ? Optional.of(group) : Optional.<GroupId>empty())
                .exceptionally(failure -> Optional.empty())
                .toCompletableFuture();
    }
}
