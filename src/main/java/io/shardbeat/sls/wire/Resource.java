package io.shardbeat.sls.wire;

import io.shardbeat.http.RawRequest;

/**
 * What the paths of the API name. A resource without calls is known, so that it can be told from a mistyped path.
 *
 * <p>Source: the overview of the SLS API reference, and what official clients send.
 */
public enum Resource {
    PROJECT,
    LOGSTORES("logstores"),
    LOGSTORE("logstores", "{logstore}"),
    CONSUMER_GROUPS("logstores", "{logstore}", "consumergroups"),
    CONSUMER_GROUP("logstores", "{logstore}", "consumergroups", "{name}"),
    SHARDS("logstores", "{logstore}", "shards"),
    SHARD("logstores", "{logstore}", "shards", "{name}"),
    /** Consumer groups over several logstores, which only the Java client knows. */
    PROJECT_CONSUMER_GROUPS("consumergroups"),
    PROJECT_CONSUMER_GROUP("consumergroups", "{name}");

    private static final Resource[] ALL = values();
    private static final int MOST_SEGMENTS = 4;

    /** For callers who mistake this server for the log service, or would be right if it were set up so. */
    public static final String NO_UPSTREAM = "shardbeat.sls.upstream names no log service to pass other calls on to";

    private final String[] pattern;

    Resource(String... pattern) {
        this.pattern = pattern;
    }

    /** Whether it is a single consumer group. */
    public boolean isGroup() {
        return this == CONSUMER_GROUP || this == PROJECT_CONSUMER_GROUP;
    }

    /** Whether it is one consumer group or all of them. */
    public boolean isAboutGroups() {
        return isGroup() || this == CONSUMER_GROUPS || this == PROJECT_CONSUMER_GROUPS;
    }

    /** Whether it is about groups over several logstores. */
    public boolean isOfProject() {
        return this == PROJECT_CONSUMER_GROUPS || this == PROJECT_CONSUMER_GROUP;
    }

    /**
     * A resource found by a path.
     *
     * @param resource what it is
     * @param logstore the logstore in the path, decoded; empty when it has none
     * @param name the last name in the path besides the logstore's, decoded; empty when it has none
     */
    public record Match(Resource resource, String logstore, String name) {}

    /** What the path names. */
    public static Match of(RawRequest request) {
        String[] segments = new String[MOST_SEGMENTS];
        int count = split(request.path(), segments);
        for (Resource resource : ALL) {
            if (resource.matches(segments, count)) {
                return resource.bind(segments);
            }
        }
        throw new CallRefused(
                SlsError.UNKNOWN_PATH,
                "invalid request path : " + request.method() + " " + Excerpt.of(request.path())
                        + " is nothing this server serves, expected /, /logstores[/{logstore}[/shards[/{shard}]]] or"
                        + " /logstores/{logstore}/consumergroups[/{group}]; " + NO_UPSTREAM);
    }

    /** The number of segments, which is one more than there is room for when there are too many. */
    private static int split(String path, String[] segments) {
        int count = 0;
        int start = 1;
        while (start <= path.length() && path.length() > 1) {
            int slash = path.indexOf('/', start);
            int end = slash < 0 ? path.length() : slash;
            if (count == segments.length) {
                return count + 1;
            }
            segments[count++] = PercentCoding.segment(path, start, end);
            start = end + 1;
        }
        return count;
    }

    private boolean matches(String[] segments, int count) {
        if (pattern.length != count) {
            return false;
        }
        for (int i = 0; i < count; i++) {
            if (pattern[i].charAt(0) != '{' && !pattern[i].equals(segments[i])) {
                return false;
            }
        }
        return true;
    }

    private Match bind(String[] segments) {
        String logstore = "";
        String name = "";
        for (int i = 0; i < pattern.length; i++) {
            if (pattern[i].equals("{logstore}")) {
                logstore = segments[i];
            } else if (pattern[i].equals("{name}")) {
                name = segments[i];
            }
        }
        return new Match(this, logstore, name);
    }
}
