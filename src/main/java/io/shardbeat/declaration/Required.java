package io.shardbeat.declaration;

import org.jspecify.annotations.Nullable;

/** What must be there may still be written as {@code null}, or as nothing. */
public final class Required {
    private Required() {}

    /** @throws IllegalArgumentException when there is no number */
    public static void present(@Nullable Integer value, String field) {
        if (value == null) {
            throw new IllegalArgumentException(field + " is empty, expected a whole number");
        }
    }

    /**
     * What may be left out, but not written as nothing.
     *
     * @throws IllegalArgumentException when it is empty
     */
    public static void absentOrPresent(@Nullable String value, String field) {
        if (value != null) {
            present(value, field);
        }
    }

    /** @throws IllegalArgumentException when there is nothing */
    public static void present(@Nullable String value, String field) {
        if (value == null || value.isEmpty()) {
            throw new IllegalArgumentException(field + " is empty");
        }
    }
}
