package io.shardbeat.admin.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Delayed;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FeedTest {
    private final Steps steps = new Steps();
    private final List<String> told = new ArrayList<>();
    private int reads;
    private boolean abandoned;
    private @Nullable RuntimeException trouble;

    private final Feed<String, Feed.Listener<String>> feed = new Feed<>(
            (listeners, early) -> trouble == null
                    ? CompletableFuture.completedFuture("news " + ++reads)
                    : CompletableFuture.failedFuture(trouble),
            1_000,
            steps,
            () -> abandoned = true);

    @Test
    void manyListenersCostOneReading() {
        feed.join(listener("a"));
        feed.join(listener("b"));
        steps.run();
        assertThat(told).containsExactly("a: news 1", "b: news 1", "a: news 2", "b: news 2");
    }

    @Test
    void aFeedEndsWhenNobodyListens() {
        var listener = listener("a");
        feed.join(listener);
        feed.leave(listener);
        steps.run();
        assertThat(abandoned).isTrue();
        assertThat(reads).isOne();
        assertThat(steps.waiting).isEmpty();
    }

    @Test
    void troubleIsToldAndTheFeedGoesOn() {
        trouble = new IllegalStateException("no store");
        feed.join(listener("a"));
        trouble = null;
        steps.run();
        assertThat(told).containsExactly("a: no store", "a: news 1");
    }

    private Feed.Listener<String> listener(String name) {
        return new Feed.Listener<>() {
            @Override
            public void news(String news) {
                told.add(name + ": " + news);
            }

            @Override
            public void failed(Throwable failure) {
                told.add(name + ": " + failure.getMessage());
            }
        };
    }

    /** Runs at once what is to be run, and what is to be run later when told to. */
    private static final class Steps extends ScheduledThreadPoolExecutor {
        private final List<Runnable> waiting = new ArrayList<>();

        Steps() {
            super(0);
        }

        @Override
        public void execute(Runnable work) {
            work.run();
        }

        @Override
        public ScheduledFuture<?> schedule(Runnable work, long delay, TimeUnit unit) {
            waiting.add(work);
            return new Never();
        }

        void run() {
            List<Runnable> now = List.copyOf(waiting);
            waiting.clear();
            now.forEach(Runnable::run);
        }
    }

    private static final class Never extends CompletableFuture<Void> implements ScheduledFuture<Void> {
        @Override
        public long getDelay(TimeUnit unit) {
            return 0;
        }

        @Override
        public int compareTo(Delayed other) {
            return 0;
        }
    }
}
