package io.shardbeat.admin.live;

import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads something again and again for as long as anybody listens, once for all of them. Used on the executor's one thread
 * only.
 *
 * @param <N> what is read
 * @param <L> who listens: what they want may decide what is read
 */
final class Feed<N, L extends Feed.Listener<N>> {
    /** What is big is read less often: after a reading, a feed rests for so many times as long. */
    private static final int IDLE_PARTS = 3;

    private static final long LONGEST_REST_MILLIS = 5_000;

    private final Source<N, L> source;
    private final long intervalMillis;
    private final ScheduledExecutorService executor;
    private final Runnable abandoned;
    private final List<L> listeners = new CopyOnWriteArrayList<>();
    private @Nullable N last;
    private boolean running;

    /** Where news come from. */
    interface Source<N, L> {
        /** @param early takes what is known before all is, if anything is */
        CompletionStage<N> read(List<L> listeners, Consumer<N> early);
    }

    /** Who wants news. */
    interface Listener<N> {
        void news(N news);

        /** It could not be read; the feed goes on. */
        void failed(Throwable failure);
    }

    /** @param abandoned called when nobody listens any more */
    Feed(Source<N, L> source, long intervalMillis, ScheduledExecutorService executor, Runnable abandoned) {
        this.source = source;
        this.intervalMillis = intervalMillis;
        this.executor = executor;
        this.abandoned = abandoned;
    }

    /** Who comes later is told at once what was read last, as long as the feed runs. */
    void join(L listener) {
        listeners.add(listener);
        if (!running) {
            running = true;
            read();
        } else if (last != null) {
            listener.news(last);
        }
    }

    void leave(L listener) {
        listeners.remove(listener);
    }

    private void read() {
        if (listeners.isEmpty()) {
            running = false;
            last = null;
            abandoned.run();
            return;
        }
        long begin = System.nanoTime();
        CompletionStage<N> stage;
        try {
            stage = source.read(listeners, this::early);
        } catch (RuntimeException e) {
            told(null, e, begin);
            return;
        }
        stage.whenCompleteAsync((news, failure) -> told(news, failure, begin), executor);
    }

    private void early(N news) {
        executor.execute(() -> listeners.forEach(listener -> listener.news(news)));
    }

    private void told(@Nullable N news, @Nullable Throwable failure, long beginNanos) {
        last = news;
        try {
            for (L listener : listeners) {
                if (news != null) {
                    listener.news(news);
                } else if (failure != null) {
                    listener.failed(
                            failure instanceof CompletionException e && e.getCause() != null ? e.getCause() : failure);
                }
            }
        } finally {
            long tookMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - beginNanos);
            long rest = Math.max(intervalMillis, Math.min(LONGEST_REST_MILLIS, IDLE_PARTS * tookMillis));
            executor.schedule(this::read, rest, TimeUnit.MILLISECONDS);
        }
    }
}
