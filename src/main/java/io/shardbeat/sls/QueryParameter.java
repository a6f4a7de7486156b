package io.shardbeat.sls;

import org.jspecify.annotations.Nullable;

/** Finds single parameters of a raw query string, without building a map of all of them. */
public final class QueryParameter {
    private QueryParameter() {}

    /** The decoded value of the first parameter of this name; {@code null} when there is none. */
    public static @Nullable String find(@Nullable String query, String name) {
        if (query == null) {
            return null;
        }
        int start = 0;
        while (start < query.length()) {
            int ampersand = query.indexOf('&', start);
            int end = ampersand < 0 ? query.length() : ampersand;
            if (query.startsWith(name, start)) {
                int nameEnd = start + name.length();
                if (nameEnd == end) {
                    return "";
                }
                if (query.charAt(nameEnd) == '=') {
                    return PercentCoding.value(query, nameEnd + 1, end);
                }
            }
            start = end + 1;
        }
        return null;
    }
}
