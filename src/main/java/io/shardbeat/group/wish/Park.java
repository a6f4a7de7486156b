package io.shardbeat.group.wish;

import java.time.Instant;

/**
 * A shard that nobody is to have for a while; who has it hands it over to nobody.
 *
 * @param until in Redis time
 */
public record Park(Instant until, Note note) {
    public boolean isInForceAt(Instant now) {
        return now.isBefore(until);
    }
}
