package io.shardbeat.cls.catalog;

import io.shardbeat.cls.call.Fields;
import io.shardbeat.cls.wire.ClsError;
import io.shardbeat.cls.wire.ClsException;
import java.util.List;

/**
 * Which part of a listing is wanted.
 *
 * @param offset how many entries to pass over
 * @param limit how many to give at most
 */
record Page(long offset, long limit) {
    private static final int USUAL = 20;
    private static final int MOST = 100;

    static Page of(Fields fields) {
        long limit = fields.wholeNumber("Limit").orElse(USUAL);
        if (limit < 1 || limit > MOST) {
            throw new ClsException(
                    ClsError.INVALID_PARAMETER_VALUE, "Limit must be from 1 to " + MOST + ", was " + limit);
        }
        return new Page(fields.wholeNumber("Offset").orElse(0), limit);
    }

    <T> List<T> of(List<T> all) {
        int from = (int) Math.min(offset, all.size());
        return all.subList(from, (int) Math.min(all.size(), from + limit));
    }
}
