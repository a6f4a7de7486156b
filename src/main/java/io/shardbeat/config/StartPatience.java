package io.shardbeat.config;

import io.shardbeat.coordinator.StoreUnavailableException;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * A start is not an outage: on a busy machine the first connection takes longer than one may take later. What fails on the
 * way to a store that was never reached is worth a line in the log only once it has lasted, or cannot get better.
 */
@Singleton
public class StartPatience {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final long startNanos = System.nanoTime();

    /** @param failure why the store, which has never been reached, was not */
    public boolean covers(Throwable failure) {
        return StoreUnavailableException.behind(failure) instanceof StoreUnavailableException store
                && !store.isLasting()
                && System.nanoTime() - startNanos < PATIENCE.toNanos();
    }
}
