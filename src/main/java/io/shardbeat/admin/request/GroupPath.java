package io.shardbeat.admin.request;

import io.shardbeat.group.GroupId;

/**
 * A group in the paths of the operators' API: dialect, namespace and name, as in {@code cls/logset/group}. Those of SLS live
 * in a topic, which is named as well: {@code sls/project/logstore/group}.
 */
public final class GroupPath {
    /** As a regular expression, without a group that captures. */
    public static final String REGEX = "sls(?:/[^/]+){3}|(?!sls/)[a-z]+(?:/[^/]+){2}";

    /** As JAX-RS has it in a path; the parameter is called {@code group}. */
    public static final String PATTERN = "/{group: " + REGEX + "}";

    private GroupPath() {}

    /** For a path that names none. */
    public static AdminException unknown(GroupId group) {
        return new AdminException(group);
    }
}
