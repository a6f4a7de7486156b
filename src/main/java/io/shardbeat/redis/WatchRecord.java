package io.shardbeat.redis;

import io.shardbeat.group.ExpiryWindow;
import io.shardbeat.group.Watch;
import java.util.List;
import java.util.Map;

/** What a group's safeguards remember, as fields of the group's hash: absent until there is something to remember. */
final class WatchRecord {
    private static final String BRAKE = "brake";

    private WatchRecord() {}

    /** Field, value, field, value ... */
    static List<String> fields(Watch watch) {
        ExpiryWindow window = watch.expiries();
        return List.of(
                BRAKE,
                window.sinceMillis() + " " + window.members() + " " + window.expired() + " "
                        + window.heldUntilMillis());
    }

    static Watch watch(Map<String, String> hash) {
        String brake = hash.get(BRAKE);
        return new Watch(brake == null ? ExpiryWindow.NONE : window(brake.split(" ")));
    }

    private static ExpiryWindow window(String[] parts) {
        return new ExpiryWindow(
                Long.parseLong(parts[0]),
                Integer.parseInt(parts[1]),
                Integer.parseInt(parts[2]),
                Long.parseLong(parts[3]));
    }
}
