package io.shardbeat.group.wish;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A member that receives nothing and hands over what it has, as long as there is another to have it.
 *
 * @param until when that ends, in Redis time; {@code null}: it has no end of its own
 * @param byName whether it holds for whoever bears the name until its end; else it ends with the membership
 */
public record Drain(@Nullable Instant until, boolean byName, Note note) {
    public Drain {
        if (byName && until == null) {
            throw new IllegalArgumentException("a drain of a name needs an end: nobody would see to it");
        }
    }

    public boolean isInForceAt(Instant now) {
        return until == null || now.isBefore(until);
    }
}
