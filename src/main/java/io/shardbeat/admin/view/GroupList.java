package io.shardbeat.admin.view;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.shardbeat.coordinator.groups.GroupCursor;
import io.shardbeat.coordinator.groups.GroupListing.Rows;
import io.shardbeat.coordinator.groups.GroupState;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A page of groups.
 *
 * @param next what to pass as {@code from} for the next page; {@code null} at the end. A page may be short, even empty,
 *     and have a next one.
 * @param beyond where the groups begin that a sorted listing leaves out, since there are too many: what to pass as {@code
 *     from} without {@code sort}; {@code null}, and not in the answer, when none is left out
 */
public record GroupList(
        List<GroupRow> groups,
        @Nullable String next,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String beyond) {
    /** Of a group of the catalog file that a call has deleted. */
    public static final String DELETED = "deleted";

    /** What a row's state may be, the worst first. */
    public static final List<String> STATES = Stream.concat(
                    Arrays.stream(GroupState.values()).map(GroupState::word), Stream.of(DELETED))
            .toList();

    /** @param state only those that are in it; empty for all */
    public static GroupList of(Rows page, String state) {
        return new GroupList(rows(page, state), text(page.next()), null);
    }

    /** @param offset how many rows of that order were there before */
    public static GroupList of(Rows all, String state, Comparator<GroupRow> order, int offset, int limit) {
        List<GroupRow> rows = rows(all, state).stream().sorted(order).toList();
        int from = Math.min(offset, rows.size());
        int to = Math.min(from + limit, rows.size());
        return new GroupList(rows.subList(from, to), to < rows.size() ? Integer.toString(to) : null, text(all.next()));
    }

    private static @Nullable String text(@Nullable GroupCursor place) {
        return place == null ? null : place.toString();
    }

    private static List<GroupRow> rows(Rows page, String state) {
        return page.rows().stream()
                .map(GroupRow::of)
                .filter(row -> state.isEmpty() || row.state().equals(state))
                .toList();
    }
}
