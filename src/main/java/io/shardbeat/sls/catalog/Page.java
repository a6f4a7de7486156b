package io.shardbeat.sls.catalog;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.shardbeat.sls.call.Call;
import io.shardbeat.sls.wire.CallRefused;
import io.shardbeat.sls.wire.Excerpt;
import io.shardbeat.sls.wire.SlsError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a listing is wanted.
 *
 * @param offset how many entries to pass over
 * @param size how many to give at most
 */
record Page(long offset, int size) {
    private static final int MOST = 500;

    /** What the Java client sends where its user said nothing. */
    private static final int NOT_SAID = -1;

    /** @param usual how many entries are given to who does not say how many */
    static Page of(Call call, int usual) {
        long offset = number(call, "offset", 0, Long.MAX_VALUE);
        long size = number(call, "size", 1, MOST);
        return new Page(Math.max(0, offset), size == NOT_SAID ? usual : (int) size);
    }

    private static long number(Call call, String name, long least, long most) {
        String text = call.parameter(name);
        if (text == null || text.isEmpty()) {
            return NOT_SAID;
        }
        long number = parsed(text);
        if (number != NOT_SAID && (number < least || number > most)) {
            throw refused(name, text, "a whole number from " + least + " to " + most);
        }
        return number;
    }

    private static long parsed(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            return Long.MIN_VALUE;
        }
    }

    /** A parameter that is one of a few words in any case, in lower case; empty where it is not given. */
    static String oneOf(Call call, String name, List<String> words) {
        String given = call.parameter(name);
        if (given == null || given.isEmpty()) {
            return "";
        }
        return words.stream()
                .filter(given::equalsIgnoreCase)
                .findFirst()
                .orElseThrow(() -> refused(name, given, "one of " + String.join(", ", words)));
    }

    /** Whether a name or text has what the parameter asks for; all have where it is not given. */
    static boolean contains(String text, @Nullable String part) {
        return part == null || text.contains(part);
    }

    static CallRefused refused(String name, String given, String expected) {
        return new CallRefused(
                SlsError.PARAMETER_INVALID,
                "parameter " + name + " is " + Excerpt.of(given) + ", expected " + expected);
    }

    <T> List<T> of(List<T> all) {
        int from = (int) Math.min(offset, all.size());
        return all.subList(from, Math.min(all.size(), from + size));
    }

    ObjectNode describe(int total) {
        return Json.object().put("total", total);
    }
}
