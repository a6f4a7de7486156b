package io.shardbeat.group;

import io.shardbeat.catalog.Names;
import io.shardbeat.catalog.Namespace;

/**
 * A consumer group's full name.
 *
 * @param namespace the SLS project or CLS logset it belongs to
 * @param scope the logstore that an SLS group is bound to; empty where groups belong to the namespace itself
 * @param name the group's own name, in the spelling it was created with
 */
public record GroupId(Namespace namespace, String scope, String name) {
    public GroupId {
        if (!scope.isEmpty()) {
            Names.checked("logstore", scope);
        }
        Names.checked("group", name);
    }

    /** The address in the admin API and the stem of every Redis key, for example {@code sls/project/logstore/group}. */
    public String path() {
        return scope.isEmpty() ? namespace + "/" + name : namespace + "/" + scope + "/" + name;
    }

    /** The reverse of {@link #path()}. */
    public static GroupId parse(String path) {
        String[] parts = path.split("/", -1);
        if (parts.length != 3 && parts.length != 4) {
            throw new IllegalArgumentException(
                    "a group's path is dialect/namespace[/logstore]/group, was \"" + path + "\"");
        }
        return new GroupId(
                new Namespace(parts[0], parts[1]), parts.length == 4 ? parts[2] : "", parts[parts.length - 1]);
    }

    @Override
    public String toString() {
        return path();
    }
}
