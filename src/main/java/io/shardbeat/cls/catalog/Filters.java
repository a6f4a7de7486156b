package io.shardbeat.cls.catalog;

import io.shardbeat.cls.ClsError;
import io.shardbeat.cls.ClsException;
import io.shardbeat.cls.Fields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The {@code Filters} of a listing. One matches when any of its values does; all of them must match. Names match when
 * they contain the value, ids and tags when they are equal to it.
 */
final class Filters {
    private static final int MOST_FILTERS = 10;
    private static final String TAG = "tag:";

    private final Map<String, List<String>> byKey = new LinkedHashMap<>();

    private Filters() {}

    /** @param keys what can be filtered by, besides {@code tag:} and the key of a tag */
    static Filters of(Fields fields, Set<String> keys, int mostValues) {
        Filters filters = new Filters();
        List<Fields> given = fields.objects("Filters");
        if (given.size() > MOST_FILTERS) {
            throw invalid("Filters must be " + MOST_FILTERS + " at most, were " + given.size());
        }
        for (Fields filter : given) {
            String key = filter.text("Key");
            List<String> values = filter.texts("Values");
            if (!keys.contains(key) && !key.startsWith(TAG)) {
                throw invalid("a filter's Key must be one of "
                        + String.join(", ", keys.stream().sorted().toList()) + " or tag:<key>, was "
                        + ClsException.quoted(key));
            }
            if (values.isEmpty() || values.size() > mostValues) {
                throw invalid(
                        "the Values of filter " + key + " must be 1 to " + mostValues + ", were " + values.size());
            }
            filters.byKey.put(key, values);
        }
        return filters;
    }

    boolean matchName(String key, String name) {
        return !byKey.containsKey(key) || byKey.get(key).stream().anyMatch(name::contains);
    }

    boolean matchId(String key, String id) {
        return !byKey.containsKey(key) || byKey.get(key).contains(id);
    }

    boolean matchTags(Map<String, String> tags) {
        return byKey.entrySet().stream().allMatch(filter -> matchTag(filter.getKey(), filter.getValue(), tags));
    }

    private static boolean matchTag(String key, List<String> values, Map<String, String> tags) {
        if (key.equals("tagKey")) {
            return values.stream().anyMatch(tags::containsKey);
        }
        if (!key.startsWith(TAG)) {
            return true;
        }
        String value = tags.get(key.substring(TAG.length()));
        return value != null && values.contains(value);
    }

    private static ClsException invalid(String message) {
        return new ClsException(ClsError.INVALID_PARAMETER_VALUE, message);
    }
}
