package io.shardbeat.config.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A profile for which nothing is set, as one that is misspelt: what the right one would set is not read. */
final class UnknownProfiles {
    private static final Set<String> USUAL = Set.of("prod", "dev", "test");
    /** As in {@code %prod.quarkus.http.port}, or {@code %dev,test.…}. */
    private static final Pattern PREFIX = Pattern.compile("^%([^.]+)\\.");

    private UnknownProfiles() {}

    /**
     * A line for each.
     *
     * @param active as {@code quarkus.profile} names them
     * @param keys of all sources, with their prefixes
     * @param sources names, such as {@code …[source=file:/…/config/application-prod.properties]}
     */
    static List<String> lines(Collection<String> active, Collection<String> keys, Collection<String> sources) {
        Set<String> known = new TreeSet<>(USUAL);
        for (String key : keys) {
            Matcher prefix = PREFIX.matcher(key);
            if (prefix.find()) {
                known.addAll(Arrays.asList(prefix.group(1).split(",")));
            }
        }
        List<String> lines = new ArrayList<>();
        for (String profile : active) {
            String file = "application-" + profile + ".";
            if (!known.contains(profile) && sources.stream().noneMatch(source -> source.contains(file))) {
                lines.add("quarkus.profile is \"" + profile + "\", and nothing is set for that profile"
                        + EditDistance.nearest(profile, List.copyOf(known))
                                .map(near -> ", did you mean " + near + "?")
                                .orElse(": no key begins with %" + profile + "."));
            }
        }
        return lines;
    }
}
