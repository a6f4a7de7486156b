package io.shardbeat.admin.view;

import io.shardbeat.coordinator.GroupBrowser.Page;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of groups.
 *
 * @param next what to pass as {@code from} for the next page; {@code null} at the end. A page may be short, even empty,
 *     and have a next one.
 */
public record GroupList(List<GroupRow> groups, @Nullable String next) {
    public static GroupList of(Page page) {
        return new GroupList(
                page.groups().stream().map(GroupRow::of).toList(),
                page.next() == null ? null : page.next().toString());
    }
}
