package io.shardbeat.group.safeguard;

import io.shardbeat.assignment.ShardId;
import java.time.Instant;
import java.util.Map;

/**
 * What a group's safeguards remember from one pass to the next; only commits write it, so every node goes by it.
 *
 * @param expiries how many members expired lately
 * @param deaths per shard that lost a holder lately, where the poison guard is on; bounded
 */
public record SafeguardState(ExpiryWindow expiries, Map<ShardId, ShardDeaths> deaths) {
    public static final SafeguardState NONE = new SafeguardState(ExpiryWindow.NONE);

    public SafeguardState {
        deaths = Map.copyOf(deaths);
    }

    /** Without deaths. */
    public SafeguardState(ExpiryWindow expiries) {
        this(expiries, Map.of());
    }

    public boolean isParkedAt(ShardId shard, Instant now) {
        ShardDeaths of = deaths.get(shard);
        return of != null && of.isParkedAt(now);
    }

    /** How many shards are parked. */
    public int parkedAt(Instant now) {
        return (int) deaths.values().stream().filter(of -> of.isParkedAt(now)).count();
    }
}
