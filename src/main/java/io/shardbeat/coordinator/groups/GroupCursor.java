package io.shardbeat.coordinator.groups;

import io.shardbeat.catalog.Namespace;
import io.shardbeat.group.GroupId;
import java.util.Comparator;

/**
 * A place in the listing of all groups, which goes by namespace, then scope, then name. Parts may be empty: before
 * every group of what is named.
 */
public record GroupCursor(String dialect, String namespace, String scope, String name)
        implements Comparable<GroupCursor> {
    public static final GroupCursor START = new GroupCursor("", "", "", "");

    /** After every name: the last character that a name may have is z. */
    private static final String LAST = "~";

    private static final Comparator<GroupCursor> ORDER = Comparator.comparing(GroupCursor::dialect)
            .thenComparing(GroupCursor::namespace)
            .thenComparing(GroupCursor::scope)
            .thenComparing(GroupCursor::name);

    public static GroupCursor at(GroupId group) {
        return new GroupCursor(group.namespace().dialect(), group.namespace().name(), group.scope(), group.name());
    }

    public static GroupCursor startOf(Namespace namespace) {
        return new GroupCursor(namespace.dialect(), namespace.name(), "", "");
    }

    public static GroupCursor endOf(Namespace namespace) {
        return new GroupCursor(namespace.dialect(), namespace.name(), LAST, LAST);
    }

    public static GroupCursor endOf(Namespace namespace, String scope) {
        return new GroupCursor(namespace.dialect(), namespace.name(), scope, LAST);
    }

    /** The reverse of {@link #toString}; no text is the start. */
    public static GroupCursor parse(String text) {
        if (text.isEmpty()) {
            return START;
        }
        String[] parts = text.split("/", -1);
        if (parts.length != 3 && parts.length != 4) {
            throw new IllegalArgumentException("a place in the listing has 3 or 4 parts, as in the field next; was \""
                    + (text.length() <= 80 ? text : text.substring(0, 80) + "...") + "\"");
        }
        return new GroupCursor(parts[0], parts[1], parts.length == 4 ? parts[2] : "", parts[parts.length - 1]);
    }

    @Override
    public int compareTo(GroupCursor other) {
        return ORDER.compare(this, other);
    }

    /** For a group that exists, its path. */
    @Override
    public String toString() {
        String start = dialect + "/" + namespace + "/";
        return scope.isEmpty() ? start + name : start + scope + "/" + name;
    }
}
