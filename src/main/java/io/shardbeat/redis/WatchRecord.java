package io.shardbeat.redis;

import io.shardbeat.assignment.ShardId;
import io.shardbeat.group.ExpiryWindow;
import io.shardbeat.group.ShardDeaths;
import io.shardbeat.group.Watch;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a group's safeguards remember, as fields of the group's hash: absent until there is something to remember. */
final class WatchRecord {
    private static final String BRAKE = "brake";
    private static final String DEATHS = "deaths";
    private static final String SEPARATOR = String.valueOf(Keys.SEPARATOR);

    private WatchRecord() {}

    /** Field, value, field, value ... */
    static List<String> fields(Watch watch) {
        ExpiryWindow window = watch.expiries();
        return List.of(
                DEATHS,
                watch.deaths().entrySet().stream()
                        .map(entry -> deaths(entry.getKey(), entry.getValue()))
                        .collect(Collectors.joining(SEPARATOR)),
                BRAKE,
                window.sinceMillis() + " " + window.members() + " " + window.expired() + " "
                        + window.heldUntilMillis());
    }

    static Watch watch(Map<String, String> hash) {
        String brake = hash.get(BRAKE);
        String deaths = hash.getOrDefault(DEATHS, "");
        try {
            return new Watch(
                    brake == null ? ExpiryWindow.NONE : window(brake.split(" ")),
                    deaths.isEmpty() ? Map.of() : deaths(deaths.split(SEPARATOR)));
        } catch (RuntimeException e) {
            throw UnreadableRecordException.of("a group's safeguards", hash, e);
        }
    }

    private static ExpiryWindow window(String[] parts) {
        return new ExpiryWindow(
                Long.parseLong(parts[0]),
                Integer.parseInt(parts[1]),
                Integer.parseInt(parts[2]),
                Long.parseLong(parts[3]));
    }

    /** Count, time, end of the park, shard: one line each. */
    private static String deaths(ShardId shard, ShardDeaths of) {
        return of.count() + " " + of.lastMillis() + " " + of.parkedUntilMillis() + " " + Records.shard(shard);
    }

    private static Map<ShardId, ShardDeaths> deaths(String[] lines) {
        Map<ShardId, ShardDeaths> deaths = new HashMap<>();
        for (String line : lines) {
            String[] parts = line.split(" ", 4);
            deaths.put(
                    Records.shard(parts[3]),
                    new ShardDeaths(Integer.parseInt(parts[0]), Long.parseLong(parts[1]), Long.parseLong(parts[2])));
        }
        return deaths;
    }
}
