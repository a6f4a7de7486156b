package io.shardbeat.cls.catalog;

import io.shardbeat.cls.call.Fields;
import io.shardbeat.cls.wire.ClsError;
import io.shardbeat.cls.wire.ClsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The {@code Filters} of a listing. One matches when any of its values does; all of them must match. Names match when
 * they contain the value, unless they must be equal to it; all else must be equal.
 */
final class Filters {
    private static final int MOST_FILTERS = 10;
    private static final String TAG = "tag:";
    private static final String TAG_KEY = "tagKey";

    private final List<Filter> filters;

    /** @param key what is looked at */
    private record Filter(String key, List<String> values) {
        boolean matches(Predicate<String> value) {
            return values.stream().anyMatch(value);
        }
    }

    private Filters(List<Filter> filters) {
        this.filters = filters;
    }

    /** @param keys what can be filtered by, besides {@code tag:} and the key of a tag */
    static Filters of(Fields fields, Set<String> keys, int mostValues) {
        List<Fields> given = fields.objects("Filters");
        if (given.size() > MOST_FILTERS) {
            throw invalid("Filters must be " + MOST_FILTERS + " at most, were " + given.size());
        }
        List<Filter> filters = new ArrayList<>();
        for (Fields filter : given) {
            String key = filter.text("Key");
            List<String> values = filter.texts("Values");
            if (!keys.contains(key) && !(key.startsWith(TAG) && key.length() > TAG.length())) {
                throw invalid("a filter's Key must be one of "
                        + String.join(", ", keys.stream().sorted().toList()) + " or tag:<key>, was "
                        + ClsException.quoted(key));
            }
            if (values.isEmpty() || values.size() > mostValues) {
                throw invalid(
                        "the Values of filter " + key + " must be 1 to " + mostValues + ", were " + values.size());
            }
            filters.add(new Filter(key, values));
        }
        return new Filters(filters);
    }

    /** Checks the values of a filter that knows only certain ones. */
    Filters knowing(String key, Set<String> known) {
        for (Filter filter : filters) {
            if (filter.key().equals(key) && !known.containsAll(filter.values())) {
                throw invalid("the Values of filter " + key + " must be among "
                        + String.join(", ", known.stream().sorted().toList()) + ", were "
                        + ClsException.quoted(String.join(", ", filter.values())));
            }
        }
        return this;
    }

    boolean matchName(String key, String name, boolean exactly) {
        return all(key, value -> exactly ? name.equals(value) : name.contains(value));
    }

    boolean matchId(String key, String id) {
        return all(key, id::equals);
    }

    boolean matchTags(Map<String, String> tags) {
        return all(TAG_KEY, tags::containsKey)
                && filters.stream()
                        .filter(filter -> filter.key().startsWith(TAG))
                        .allMatch(filter -> filter.matches(
                                value -> value.equals(tags.get(filter.key().substring(TAG.length())))));
    }

    private boolean all(String key, Predicate<String> value) {
        return filters.stream().filter(filter -> filter.key().equals(key)).allMatch(filter -> filter.matches(value));
    }

    private static ClsException invalid(String message) {
        return new ClsException(ClsError.INVALID_PARAMETER_VALUE, message);
    }
}
