package io.shardbeat.redis.format;

import io.shardbeat.assignment.ShardId;
import io.shardbeat.group.safeguard.ExpiryWindow;
import io.shardbeat.group.safeguard.SafeguardState;
import io.shardbeat.group.safeguard.ShardDeaths;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a group's safeguards remember, as fields of the group's hash: absent until there is something to remember. */
public final class SafeguardRecord {
    private static final String BRAKE = "brake";
    private static final String DEATHS = "deaths";
    private static final String SEPARATOR = String.valueOf(Keys.SEPARATOR);

    private SafeguardRecord() {}

    /** Field, value, field, value ... */
    public static List<String> fields(SafeguardState watch) {
        ExpiryWindow window = watch.expiries();
        return List.of(
                DEATHS,
                watch.deaths().entrySet().stream()
                        .map(entry -> deaths(entry.getKey(), entry.getValue()))
                        .collect(Collectors.joining(SEPARATOR)),
                BRAKE,
                Millis.of(window.since()) + " " + window.members() + " " + window.expired() + " "
                        + Millis.of(window.heldUntil()));
    }

    public static SafeguardState watch(Map<String, String> hash) {
        String brake = hash.get(BRAKE);
        String deaths = hash.getOrDefault(DEATHS, "");
        try {
            return new SafeguardState(
                    brake == null ? ExpiryWindow.NONE : window(brake.split(" ")),
                    deaths.isEmpty() ? Map.of() : deaths(deaths.split(SEPARATOR)));
        } catch (RuntimeException e) {
            throw UnreadableRecordException.of("a group's safeguards", hash, e);
        }
    }

    private static ExpiryWindow window(String[] parts) {
        return new ExpiryWindow(
                Millis.time(parts[0]),
                StoredNumber.small(parts[1]),
                StoredNumber.small(parts[2]),
                Millis.time(parts[3]));
    }

    /** Count, time, end of the park, shard: one line each. */
    private static String deaths(ShardId shard, ShardDeaths of) {
        return of.count() + " " + Millis.of(of.last()) + " " + Millis.of(of.parkedUntil()) + " " + Records.shard(shard);
    }

    private static Map<ShardId, ShardDeaths> deaths(String[] lines) {
        Map<ShardId, ShardDeaths> deaths = new HashMap<>();
        for (String line : lines) {
            String[] parts = line.split(" ", 4);
            deaths.put(
                    Records.shard(parts[3]),
                    new ShardDeaths(
                            StoredNumber.small(parts[0]),
                            Instant.ofEpochMilli(StoredNumber.of(parts[1])),
                            Millis.time(parts[2])));
        }
        return deaths;
    }
}
