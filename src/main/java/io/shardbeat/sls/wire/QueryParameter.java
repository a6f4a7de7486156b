package io.shardbeat.sls.wire;

import org.jspecify.annotations.Nullable;

/**
 * Finds single parameters of a raw query string, without building a map of all of them. What was meant for a parameter and
 * would be passed over is refused by its name: a listing would be wider than what was asked for.
 */
public final class QueryParameter {
    private QueryParameter() {}

    /**
     * The decoded value of the parameter of this name; {@code null} when there is none. {@link CallRefused} when it is there
     * twice, or its name is right but for its case, or percent-encoded.
     */
    public static @Nullable String find(@Nullable String query, String name) {
        if (query == null) {
            return null;
        }
        String value = null;
        int start = 0;
        while (start < query.length()) {
            int ampersand = query.indexOf('&', start);
            int end = ampersand < 0 ? query.length() : ampersand;
            int nameEnd = nameEnd(query, start, end);
            if (isNamed(query, start, nameEnd, name)) {
                if (value != null) {
                    throw refused(name, "there twice, expected once");
                }
                value = nameEnd == end ? "" : PercentCoding.value(query, nameEnd + 1, end);
            }
            start = end + 1;
        }
        return value;
    }

    private static int nameEnd(String query, int start, int end) {
        int equals = query.indexOf('=', start);
        return equals < 0 || equals > end ? end : equals;
    }

    /** Decodes only what may be this name: heartbeats are looked through too. */
    private static boolean isNamed(String query, int start, int nameEnd, String name) {
        int length = nameEnd - start;
        if (length == name.length() && query.startsWith(name, start)) {
            return true;
        }
        if (length >= name.length()) {
            String other = PercentCoding.value(query, start, nameEnd);
            if (other.equalsIgnoreCase(name)) {
                throw refused(name, "written " + Excerpt.of(query.substring(start, nameEnd)) + ", expected " + name);
            }
        }
        return false;
    }

    private static CallRefused refused(String name, String why) {
        return new CallRefused(SlsError.PARAMETER_INVALID, "parameter " + name + " is " + why);
    }
}
