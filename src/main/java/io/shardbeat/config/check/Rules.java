package io.shardbeat.config.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All rules, by key. */
final class Rules {
    private static final String FREE = "*";

    private final Map<String, Rule> exact = new HashMap<>();
    private final List<Rule> open = new ArrayList<>();

    Rules() {
        MappedRules.of().forEach(this::add);
        QuarkusRules.ALL.forEach(this::add);
    }

    private void add(Rule rule) {
        if (rule.key().contains(FREE)) {
            open.add(rule);
        } else {
            exact.put(rule.key(), rule);
        }
    }

    /** @return {@code null} when nothing is said about the key */
    @Nullable Rule of(String key) {
        Rule rule = exact.get(key);
        if (rule == null && (key.startsWith("shardbeat.") || key.startsWith("quarkus."))) {
            for (Rule each : open) {
                if (isNamed(key, each)) {
                    return each;
                }
            }
        }
        return rule;
    }

    /** Our own keys, in order; those with free names as {@code shardbeat.sls.hosts.*}. */
    List<String> ours() {
        List<String> keys = new ArrayList<>(exact.keySet());
        open.forEach(rule -> keys.add(rule.key()));
        keys.removeIf(key -> !key.startsWith("shardbeat."));
        keys.sort(null);
        return keys;
    }

    private static boolean isNamed(String key, Rule rule) {
        int name = rule.key().indexOf(FREE);
        String before = rule.key().substring(0, name);
        String after = rule.key().substring(name + 1);
        return key.length() > before.length() + after.length() && key.startsWith(before) && key.endsWith(after);
    }
}
