package io.shardbeat.admin.live;

import io.shardbeat.admin.request.HistoryParameters;
import io.shardbeat.admin.request.Parameters;
import io.shardbeat.assignment.MemberId;
import io.vertx.core.MultiMap;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a stream is to carry.
 *
 * @param parts the parts of the document
 * @param sort by what members are sorted
 * @param offset how many of them to leave out
 * @param limit how many of them at the most
 * @param member the one member to tell more about
 * @param once whether to end after the first event, for who cannot read a stream
 */
record LiveQuery(
        Set<String> parts,
        String sort,
        int offset,
        int limit,
        @Nullable MemberId member,
        boolean once) {
    private static final int ROWS = 50;
    private static final Set<String> OF_GROUP = Set.of("parts", "sort", "from", "limit", "member", "once");
    private static final Set<String> OF_FLEET = Set.of("parts", "prefix", "once");
    private static final Set<String> GROUP_PARTS = Set.of("group", "members", "moving", "history", "map");
    private static final Set<String> FLEET_PARTS = Set.of("groups", "nodes", "trend");

    static LiveQuery ofGroup(MultiMap given) {
        known(given, OF_GROUP);
        String sort = given.get("sort") == null ? "name" : given.get("sort");
        Parameters.order(sort);
        String member = given.get("member");
        return new LiveQuery(
                parts(given.get("parts"), GROUP_PARTS),
                sort,
                Parameters.offset(given.get("from")),
                Parameters.limit(given.get("limit"), ROWS),
                member == null ? null : HistoryParameters.member(member),
                isOnce(given));
    }

    static LiveQuery ofFleet(MultiMap given) {
        known(given, OF_FLEET);
        return new LiveQuery(parts(given.get("parts"), FLEET_PARTS), "", 0, 0, null, isOnce(given));
    }

    boolean has(String part) {
        return parts.contains(part);
    }

    private static boolean isOnce(MultiMap given) {
        String once = given.get("once");
        if (once != null && !once.equals("true") && !once.equals("false")) {
            throw Parameters.invalid("once must be true or false");
        }
        return "true".equals(once);
    }

    private static Set<String> parts(@Nullable String text, Set<String> all) {
        Set<String> parts = text == null || text.isEmpty() ? all : new TreeSet<>(Arrays.asList(text.split(",")));
        if (!all.containsAll(parts)) {
            throw Parameters.invalid(
                    "parts must name some of " + String.join(", ", new TreeSet<>(all)) + ", separated by commas");
        }
        return parts;
    }

    private static void known(MultiMap given, Set<String> names) {
        for (String name : given.names()) {
            if (!names.contains(name)) {
                throw Parameters.invalid("there is no parameter '" + name + "' here, expected only "
                        + String.join(", ", new TreeSet<>(names)));
            }
            if (given.getAll(name).size() > 1) {
                throw Parameters.invalid("parameter '" + name + "' is there twice, expected once");
            }
        }
    }
}
