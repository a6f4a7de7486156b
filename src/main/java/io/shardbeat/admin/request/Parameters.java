package io.shardbeat.admin.request;

import io.shardbeat.admin.view.GroupList;
import io.shardbeat.admin.view.GroupRow;
import io.shardbeat.admin.view.GroupSort;
import io.shardbeat.admin.view.member.MemberSort;
import io.shardbeat.admin.view.member.MemberView;
import io.shardbeat.admin.view.shard.ShardPhase;
import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.catalog.Namespace;
import io.shardbeat.coordinator.groups.GroupCursor;
import io.shardbeat.group.GroupId;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads parameters strictly: a wrong one is answered with 400 and what was expected, never silently replaced. */
public final class Parameters {
    static final int MAX_LIMIT = 1_000;

    private static final Set<String> PARTS = Set.of("members", "shards", "history");

    private Parameters() {}

    public static GroupId group(String path) {
        return checked(() -> GroupId.parse(path));
    }

    public static Namespace namespace(String dialect, String name) {
        return checked(() -> new Namespace(dialect, name));
    }

    public static int shard(String number) {
        return number("the shard", number, 0, 0, Integer.MAX_VALUE);
    }

    public static ShardId shard(String topic, String number) {
        return checked(() -> new ShardId(topic, shard(number)));
    }

    public static MemberId member(String name) {
        return checked(() -> new MemberId(name));
    }

    public static GroupCursor cursor(@Nullable String from) {
        return checked(() -> GroupCursor.parse(from == null ? "" : from));
    }

    public static int limit(@Nullable String text, int otherwise) {
        return number("limit", text, otherwise, 1, MAX_LIMIT);
    }

    public static int offset(@Nullable String text) {
        return number("from", text, 0, 0, Integer.MAX_VALUE);
    }

    private static int number(String name, @Nullable String text, int otherwise, int min, int max) {
        if (text == null) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(text);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below, as a number out of range is.
        }
        throw invalid(name + " must be a number from " + min + " to " + max);
    }

    /** The order of members that a word asks for. */
    public static Comparator<MemberView> order(String word) {
        return MemberSort.of(word)
                .orElseThrow(() -> invalid("sort must be one of " + String.join(", ", MemberSort.words())
                        + ", or one of these behind a minus"));
    }

    /** The order of groups that a word asks for. */
    public static Comparator<GroupRow> groupOrder(String word) {
        return GroupSort.of(word)
                .orElseThrow(() -> invalid("sort must be one of " + String.join(", ", GroupSort.words())
                        + ", or one of these behind a minus"));
    }

    public static @Nullable ShardPhase state(@Nullable String word) {
        if (word == null) {
            return null;
        }
        return Arrays.stream(ShardPhase.values())
                .filter(state -> state.word().equals(word))
                .findFirst()
                .orElseThrow(() -> invalid("state must be one of "
                        + Arrays.stream(ShardPhase.values())
                                .map(ShardPhase::word)
                                .collect(Collectors.joining(", "))));
    }

    /** A group's state as the JSON spells it; empty when none is asked for. */
    public static String groupState(@Nullable String word) {
        if (word != null && !GroupList.STATES.contains(word)) {
            throw invalid("state must be one of " + String.join(", ", GroupList.STATES));
        }
        return word == null ? "" : word;
    }

    /** The parts of a group that {@code include} names, separated by commas. */
    public static Set<String> parts(@Nullable String include) {
        Set<String> parts =
                include == null || include.isEmpty() ? Set.of() : Set.copyOf(Arrays.asList(include.split(",")));
        if (!PARTS.containsAll(parts)) {
            throw invalid("include must name some of members, shards and history, separated by commas");
        }
        return parts;
    }

    static <T> T checked(Supplier<T> parse) {
        try {
            return parse.get();
        } catch (IllegalArgumentException e) {
            throw invalid(String.valueOf(e.getMessage()));
        }
    }

    public static AdminException invalid(String message) {
        return new AdminException(AdminError.INVALID_ARGUMENT, message);
    }
}
