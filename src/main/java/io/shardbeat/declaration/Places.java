package io.shardbeat.declaration;

import io.shardbeat.security.Printable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Where in a file something stands, and that names are not taken twice. */
public final class Places {
    /** By kind and name, where it stands. */
    private final Map<List<String>, String> taken = new HashMap<>();

    /** Each entry with its place, as in {@code sls.projects[0]}. */
    public <T> void each(String list, @Nullable List<T> entries, BiConsumer<T, String> step) {
        for (int i = 0; entries != null && i < entries.size(); i++) {
            step.accept(entries.get(i), list + "[" + i + "]");
        }
    }

    /** Says at what place a name was given before. */
    public void once(String kind, String name, String place) {
        String former = taken.putIfAbsent(List.of(kind, name), place);
        if (former != null) {
            throw new IllegalArgumentException(
                    place + " is \"" + Printable.of(name) + "\", as " + former + " is: expected a name of its own");
        }
    }

    /** Adds the place to what is wrong with a value. */
    public <T> T checked(String place, Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(place + ": " + e.getMessage(), e);
        }
    }
}
