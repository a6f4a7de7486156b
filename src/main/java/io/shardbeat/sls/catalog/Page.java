package io.shardbeat.sls.catalog;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.shardbeat.sls.Call;
import io.shardbeat.sls.CallRefused;
import io.shardbeat.sls.Excerpt;
import io.shardbeat.sls.SlsError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a listing is wanted.
 *
 * @param offset how many entries to pass over
 * @param size how many to give at most
 */
record Page(int offset, int size) {
    private static final int MOST = 500;

    /** The Java client asks for -1 where it means all that there may be. */
    static Page of(Call call) {
        int size = number("size", call.parameter("size"), MOST);
        return new Page(Math.max(0, number("offset", call.parameter("offset"), 0)), size < 0 ? MOST : size);
    }

    private static int number(String name, @Nullable String text, int otherwise) {
        if (text == null || text.isEmpty()) {
            return otherwise;
        }
        try {
            return Math.min(Integer.parseInt(text), name.equals("size") ? MOST : Integer.MAX_VALUE);
        } catch (NumberFormatException e) {
            throw new CallRefused(
                    SlsError.PARAMETER_INVALID,
                    "parameter " + name + " is " + Excerpt.of(text) + ", expected a whole number");
        }
    }

    <T> List<T> of(List<T> all) {
        int from = Math.min(offset, all.size());
        return all.subList(from, Math.min(all.size(), from + size));
    }

    ObjectNode describe(int total) {
        return Json.object().put("total", total);
    }
}
