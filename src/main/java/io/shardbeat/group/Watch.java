package io.shardbeat.group;

import io.shardbeat.assignment.ShardId;
import java.util.Map;

/**
 * What a group's safeguards remember from one pass to the next; only commits write it, so every node goes by it.
 *
 * @param expiries how many members expired lately
 * @param deaths per shard that lost a holder lately, where the poison guard is on; bounded
 */
public record Watch(ExpiryWindow expiries, Map<ShardId, ShardDeaths> deaths) {
    public static final Watch NONE = new Watch(ExpiryWindow.NONE);

    public Watch {
        deaths = Map.copyOf(deaths);
    }

    /** Without deaths. */
    public Watch(ExpiryWindow expiries) {
        this(expiries, Map.of());
    }

    public boolean isParkedAt(ShardId shard, long millis) {
        ShardDeaths of = deaths.get(shard);
        return of != null && of.isParkedAt(millis);
    }

    /** How many shards are parked. */
    public int parkedAt(long millis) {
        return (int)
                deaths.values().stream().filter(of -> of.isParkedAt(millis)).count();
    }
}
