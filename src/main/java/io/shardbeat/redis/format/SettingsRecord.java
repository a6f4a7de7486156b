package io.shardbeat.redis.format;

import io.shardbeat.group.FenceMargin;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupOverrides;
import io.shardbeat.group.GroupSettings;
import io.shardbeat.group.wish.WeightRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A group's settings as fields of its hash. The timeout is kept twice: as the client gave it and as it is in force. */
public final class SettingsRecord {
    /** Known to renew_lease.lua, which then observes heartbeat intervals. */
    public static final String AUTO = "auto";

    /** What {@link #settings} reads. */
    public static final List<String> READ =
            List.of("timeout", "ordered", "topics", "margin", "rest", "delay", "weights");

    /** Of a group whose own cannot be read. */
    private static final int DEFAULT_TIMEOUT_SECONDS = 20;

    private final Duration minTimeout;
    private final Duration maxTimeout;

    public SettingsRecord(Duration minTimeout, Duration maxTimeout) {
        this.minTimeout = minTimeout;
        this.maxTimeout = maxTimeout;
    }

    /** Field, value, field, value ... */
    public List<String> fields(GroupSettings settings) {
        return List.of(
                "timeout",
                Long.toString(settings.timeoutSeconds()),
                "ttl",
                Long.toString(inForce(settings.timeoutSeconds()).toMillis()),
                "ordered",
                settings.ordered() ? "1" : "0",
                "topics",
                String.join(",", settings.topics()),
                "margin",
                margin(settings.overrides().fenceMargin()),
                "rest",
                millis(settings.overrides().releaseMargin()),
                "delay",
                millis(settings.overrides().initialDelay()),
                "weights",
                weights(settings.overrides().weights()));
    }

    /** {@code 2 big-*}, one a line: names have no control characters. */
    private static String weights(List<WeightRule> rules) {
        return rules.stream().map(rule -> rule.weight() + " " + rule.pattern()).collect(Collectors.joining("\n"));
    }

    private static List<WeightRule> weights(Map<String, String> hash) {
        String text = hash.getOrDefault("weights", "");
        return text.lines()
                .map(line -> new WeightRule(
                        line.substring(line.indexOf(' ') + 1),
                        StoredNumber.small(line.substring(0, line.indexOf(' ')))))
                .toList();
    }

    public GroupSettings settings(Map<String, String> hash) {
        try {
            return new GroupSettings(
                    Long.parseLong(required(hash, "timeout")),
                    required(hash, "ordered").equals("1"),
                    List.of(required(hash, "topics").split(",")),
                    new GroupOverrides(margin(hash), duration(hash, "rest"), duration(hash, "delay"), weights(hash)));
        } catch (RuntimeException e) {
            throw UnreadableRecordException.of("a group's settings", hash, e);
        }
    }

    /**
     * The fields to set so that the settings can be read: none when they can, defaults for what cannot. Empty when the
     * topics are lost, which only the scope of a group bound to one tells.
     */
    public Optional<List<String>> repaired(GroupId group, Map<String, String> hash) {
        try {
            settings(hash);
            ttl(hash);
            return Optional.of(List.of());
        } catch (RuntimeException unreadable) {
            String topics = hash.getOrDefault("topics", "").isEmpty() ? group.scope() : hash.get("topics");
            boolean ordered = "1".equals(hash.get("ordered"));
            return topics == null || topics.isEmpty()
                    ? Optional.empty()
                    : Optional.of(fields(new GroupSettings(timeout(hash), ordered, List.of(topics.split(",")))));
        }
    }

    private static int timeout(Map<String, String> hash) {
        try {
            return Math.max(1, StoredNumber.small(required(hash, "timeout")));
        } catch (RuntimeException e) {
            return DEFAULT_TIMEOUT_SECONDS;
        }
    }

    private static @Nullable FenceMargin margin(Map<String, String> hash) {
        if (AUTO.equals(hash.get("margin"))) {
            return FenceMargin.AUTO;
        }
        Duration fixed = duration(hash, "margin");
        return fixed == null ? null : new FenceMargin(fixed);
    }

    private static String margin(@Nullable FenceMargin margin) {
        return margin != null && margin.isAuto() ? AUTO : millis(margin == null ? null : margin.fixed());
    }

    private static String millis(@Nullable Duration duration) {
        return duration == null ? "" : Long.toString(duration.toMillis());
    }

    private static @Nullable Duration duration(Map<String, String> hash, String field) {
        String millis = hash.getOrDefault(field, "");
        return millis.isEmpty() ? null : Duration.ofMillis(StoredNumber.of(millis));
    }

    public static Duration ttl(Map<String, String> hash) {
        try {
            return Duration.ofMillis(StoredNumber.of(required(hash, "ttl")));
        } catch (RuntimeException e) {
            throw UnreadableRecordException.of("a group's settings", hash, e);
        }
    }

    private Duration inForce(long seconds) {
        Duration wanted = Duration.ofSeconds(seconds);
        if (wanted.compareTo(minTimeout) < 0) {
            return minTimeout;
        }
        return wanted.compareTo(maxTimeout) > 0 ? maxTimeout : wanted;
    }

    public static String required(Map<String, String> hash, String field) {
        String value = hash.get(field);
        if (value == null) {
            throw UnreadableRecordException.of(
                    "a record with a field " + field, hash, new IllegalArgumentException("it is missing"));
        }
        return value;
    }

    /** A reply of field, value, field, value ... as a map. */
    public static Map<String, String> hash(Iterable<io.vertx.redis.client.Response> flat) {
        List<String> values = new ArrayList<>();
        flat.forEach(value -> values.add(value.toString()));
        Map<String, String> hash = new java.util.HashMap<>();
        for (int i = 0; i + 1 < values.size(); i += 2) {
            hash.put(values.get(i), values.get(i + 1));
        }
        return hash;
    }
}
