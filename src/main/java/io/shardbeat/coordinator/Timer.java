package io.shardbeat.coordinator;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Runs tasks later, and says how much later it is. */
public interface Timer {
    /** As {@link System#nanoTime()}, in its own time. */
    long nanoTime();

    void after(Duration delay, Runnable task);

    /** The real time; tasks run on the executor. */
    static Timer on(Executor executor, LongSupplier nanoTime) {
        return new Timer() {
            @Override
            public long nanoTime() {
                return nanoTime.getAsLong();
            }

            @Override
            public void after(Duration delay, Runnable task) {
                CompletableFuture.delayedExecutor(delay.toNanos(), TimeUnit.NANOSECONDS, executor)
                        .execute(task);
            }
        };
    }
}
