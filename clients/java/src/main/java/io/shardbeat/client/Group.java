package io.shardbeat.client;

import java.util.regex.Pattern;

/**
 * A consumer group, by the three names that lead to it.
 *
 * @param project the project, the first label of each request's {@code Host}
 * @param logstore the log whose shards are shared
 * @param name the group's name in that log
 */
public record Group(String project, String logstore, String name) {
    private static final Pattern WORD = Pattern.compile("[0-9A-Za-z_-]{1,128}");

    /**
     * Checks the names: each has a place in a path.
     *
     * @param project the project
     * @param logstore the log
     * @param name the group's name
     * @throws IllegalArgumentException when one is empty, too long, or has another character than letters, digits, - and _
     */
    public Group {
        check("project", project);
        check("logstore", logstore);
        check("group", name);
    }

    private static void check(String what, String value) {
        if (!WORD.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    what + " is '" + value + "', expected 1 to 128 characters of 0-9 a-z A-Z - _");
        }
    }

    @Override
    public String toString() {
        return project + "/" + logstore + "/" + name;
    }
}
