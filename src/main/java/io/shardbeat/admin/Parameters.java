package io.shardbeat.admin;

import io.shardbeat.admin.view.ShardState;
import io.shardbeat.catalog.Namespace;
import io.shardbeat.coordinator.GroupCursor;
import io.shardbeat.group.GroupId;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads parameters strictly: a wrong one is answered with 400 and what was expected, never silently replaced. */
final class Parameters {
    static final int MAX_LIMIT = 1_000;

    private static final Set<String> PARTS = Set.of("members", "shards", "history");

    private Parameters() {}

    static GroupId group(String path) {
        return checked(() -> GroupId.parse(path));
    }

    static Namespace namespace(String dialect, String name) {
        return checked(() -> new Namespace(dialect, name));
    }

    static int shard(String number) {
        return number("the shard", number, 0, 0, Integer.MAX_VALUE);
    }

    static GroupCursor cursor(@Nullable String from) {
        return checked(() -> GroupCursor.parse(from == null ? "" : from));
    }

    static int limit(@Nullable String text, int otherwise) {
        return number("limit", text, otherwise, 1, MAX_LIMIT);
    }

    static int offset(@Nullable String text) {
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

    static @Nullable ShardState state(@Nullable String word) {
        if (word == null) {
            return null;
        }
        return Arrays.stream(ShardState.values())
                .filter(state -> state.word().equals(word))
                .findFirst()
                .orElseThrow(() -> invalid("state must be one of "
                        + Arrays.stream(ShardState.values())
                                .map(ShardState::word)
                                .collect(Collectors.joining(", "))));
    }

    /** The parts of a group that {@code include} names, separated by commas. */
    static Set<String> parts(@Nullable String include) {
        Set<String> parts =
                include == null || include.isEmpty() ? Set.of() : Set.copyOf(Arrays.asList(include.split(",")));
        if (!PARTS.containsAll(parts)) {
            throw invalid("include must name some of members, shards and history, separated by commas");
        }
        return parts;
    }

    private static <T> T checked(Supplier<T> parse) {
        try {
            return parse.get();
        } catch (IllegalArgumentException e) {
            throw invalid(String.valueOf(e.getMessage()));
        }
    }

    private static AdminException invalid(String message) {
        return new AdminException(AdminError.INVALID_ARGUMENT, message);
    }
}
