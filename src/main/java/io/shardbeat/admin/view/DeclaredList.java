package io.shardbeat.admin.view;

import io.shardbeat.group.GroupId;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Groups that the catalog file declares.
 *
 * @param next where to go on; {@code null} at the end
 */
public record DeclaredList(List<Row> groups, @Nullable String next) {
    /** @param deleted whether there is none of that name, since a call has deleted it */
    public record Row(String path, boolean deleted) {}

    /** Those behind a path, in their order. */
    public static List<GroupId> after(Collection<GroupId> groups, @Nullable String from) {
        return groups.stream()
                .filter(group -> from == null || group.path().compareTo(from) > 0)
                .sorted(Comparator.comparing(GroupId::path))
                .toList();
    }
}
