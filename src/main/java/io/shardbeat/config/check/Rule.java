package io.shardbeat.config.check;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one setting may be.
 *
 * @param key with a {@code *} where a name stands that is free, as in {@code quarkus.log.category.*.level}
 * @param words the only ones that it may be; empty when the kind says
 * @param min written as the setting is; {@code null} where the kind has no order
 * @param mayBeEmpty whether nothing means that it is not set
 */
record Rule(
        String key,
        Kind kind,
        List<String> words,
        @Nullable String min,
        @Nullable String max,
        boolean mayBeEmpty) {

    static Rule within(String key, Kind kind, String min, String max) {
        return new Rule(key, kind, List.of(), min, max, true);
    }

    static Rule anyOf(String key, String... words) {
        return new Rule(key, Kind.TEXT, List.of(words), null, null, true);
    }

    static Rule of(String key, Kind kind) {
        return new Rule(key, kind, List.of(), null, null, true);
    }

    /** What was expected instead; empty when the value is well. */
    Optional<String> expectedInsteadOf(String value) {
        String text = value.trim();
        if (text.isEmpty()) {
            return mayBeEmpty ? Optional.empty() : Optional.of(expected());
        }
        if (!words.isEmpty()) {
            return words.contains(text.toLowerCase(Locale.ROOT).replace('_', '-'))
                    ? Optional.empty()
                    : Optional.of(expected());
        }
        Comparable<?> read = kind.tryRead(text);
        return read == null || !isWithin(read) ? Optional.of(expected()) : Optional.empty();
    }

    @SuppressWarnings("unchecked") // all values of one kind compare to each other
    private boolean isWithin(Comparable<?> value) {
        Comparable<Object> read = (Comparable<Object>) value;
        return (min == null || read.compareTo(kind.read(min)) >= 0)
                && (max == null || read.compareTo(kind.read(max)) <= 0);
    }

    private String expected() {
        if (!words.isEmpty()) {
            String last = words.get(words.size() - 1);
            List<String> others = words.subList(0, words.size() - 1);
            return "expected " + (others.isEmpty() ? last : String.join(", ", others) + " or " + last);
        }
        return "expected " + kind.form() + (min == null ? "" : ", from " + min + " to " + max);
    }
}
