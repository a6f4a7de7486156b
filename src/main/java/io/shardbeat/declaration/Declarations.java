package io.shardbeat.declaration;

import io.quarkus.runtime.configuration.DurationConverter;
import io.shardbeat.config.settings.FenceMarginConverter;
import io.shardbeat.group.GroupOverrides;
import io.shardbeat.group.GroupSettings;
import io.shardbeat.group.wish.WeightRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a catalog file wants, checked: whatever is wrong is named by its place in the file. */
public final class Declarations {
    private static final FenceMarginConverter MARGINS = new FenceMarginConverter();

    private final Places places = new Places();
    private final int defaultTimeoutSeconds;
    private final List<Declaration> found = new ArrayList<>();

    /** @param defaultTimeoutSeconds for groups that give none */
    public Declarations(int defaultTimeoutSeconds) {
        this.defaultTimeoutSeconds = defaultTimeoutSeconds;
    }

    /** Where things stand in the file. */
    public Places places() {
        return places;
    }

    public void add(Declaration declaration) {
        found.add(declaration);
    }

    /** In the order of the file. */
    public List<Declaration> all() {
        return List.copyOf(found);
    }

    /** The settings of the group at that place, which reads these topics. */
    public GroupSettings settings(GroupEntry group, List<String> topics, String place) {
        long timeout = group.timeout() == null ? defaultTimeoutSeconds : group.timeout();
        GroupOverrides overrides = places.checked(
                place,
                () -> new GroupOverrides(
                        group.fenceMargin() == null ? null : MARGINS.convert(group.fenceMargin()),
                        duration(group.releaseMargin()),
                        duration(group.initialDelay()),
                        weights(group.weights() == null ? Map.of() : group.weights())));
        return places.checked(place, () -> new GroupSettings(timeout, group.order(), topics, overrides));
    }

    /** In the order of the file: the first pattern that matches a name counts. */
    private static List<WeightRule> weights(Map<String, Integer> weights) {
        if (weights.size() > WeightRule.MOST) {
            throw new IllegalArgumentException("at most " + WeightRule.MOST + " weights, were " + weights.size());
        }
        return weights.entrySet().stream()
                .map(each -> new WeightRule(each.getKey(), each.getValue()))
                .toList();
    }

    private static @Nullable Duration duration(@Nullable String text) {
        return text == null ? null : DurationConverter.parseDuration(text);
    }
}
