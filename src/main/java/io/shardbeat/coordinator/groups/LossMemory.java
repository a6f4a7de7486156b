package io.shardbeat.coordinator.groups;

import io.shardbeat.coordinator.StoreListener.Extent;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What this node noticed last of what the store has lost. */
public final class LossMemory {
    /** Losses within this time are one. */
    private static final Duration ONE_LOSS = Duration.ofMinutes(1);

    private volatile @Nullable Loss last;

    /** @param at when it was noticed, by the node's clock */
    public record Loss(Extent extent, Instant at) {}

    /** Of losses that are noticed within a minute, which are one, the worst counts. */
    public synchronized void note(Extent extent, Instant now) {
        Loss before = last;
        boolean isSame = before != null && now.isBefore(before.at().plus(ONE_LOSS));
        if (!isSame || extent == Extent.EVERYTHING) {
            last = new Loss(extent, now);
        }
    }

    /** {@code null} when there was none. */
    public @Nullable Loss last() {
        return last;
    }
}
