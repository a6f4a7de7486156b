package io.shardbeat.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.catalog.Namespace;
import io.shardbeat.group.GroupId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class PassesTest {
    private static final GroupId GROUP = new GroupId(new Namespace("sls", "p"), "l", "g");
    private static final GroupId OTHER = new GroupId(new Namespace("sls", "p"), "l", "other");
    private static final Duration COALESCE = Duration.ofMillis(5);
    private static final Duration TICK = Duration.ofMillis(200);

    private final Steps time = new Steps();
    private final List<GroupId> started = new ArrayList<>();
    private Duration passTakes = Duration.ofMillis(1);
    private boolean passFails;
    private final Passes passes = new Passes(this::pass, time, COALESCE, TICK);

    @Test
    void requestsWithinTheCoalescingTimeShareOnePass() {
        CompletionStage<Void> one = passes.soon(GROUP);
        time.step(Duration.ofMillis(4));
        CompletionStage<Void> two = passes.soon(GROUP);
        time.step(Duration.ofMillis(3));
        assertThat(started).containsExactly(GROUP);
        assertThat(one.toCompletableFuture()).isDone();
        assertThat(two.toCompletableFuture()).isDone();
    }

    @Test
    void aRequestDuringAPassGetsOneThatStartsAfterIt() {
        passTakes = Duration.ofMillis(3);
        passes.soon(GROUP);
        time.step(Duration.ofMillis(6));
        CompletionStage<Void> during = passes.soon(GROUP);
        time.step(Duration.ofMillis(2));
        assertThat(during.toCompletableFuture()).isNotDone();
        time.step(TICK);
        assertThat(during.toCompletableFuture()).isDone();
        assertThat(started).hasSize(2);
    }

    @Test
    void theLongerAPassTookTheLongerItsGroupRests() {
        assertThat(passesInASecondOfRequests(Duration.ofNanos(100_000))).isGreaterThan(90);
        assertThat(passesInASecondOfRequests(Duration.ofMillis(3))).isBetween(8, 12);
    }

    @Test
    void noGroupRestsLongerThanATick() {
        assertThat(passesInASecondOfRequests(Duration.ofMillis(50))).isBetween(3, 5);
    }

    @Test
    void aGroupThatRestsKeepsNoOtherWaiting() {
        passTakes = Duration.ofMillis(50);
        passes.soon(GROUP);
        time.step(Duration.ofMillis(60));
        CompletionStage<Void> other = passes.soon(OTHER);
        time.step(Duration.ofMillis(60));
        assertThat(other.toCompletableFuture()).isDone();
    }

    @Test
    void aFailedPassIsOverAndTheNextOneRuns() {
        passFails = true;
        CompletionStage<Void> failed = passes.soon(GROUP);
        time.step(Duration.ofMillis(10));
        assertThat(failed.toCompletableFuture()).isCompletedWithValue(null);
        passes.soon(GROUP);
        time.step(TICK);
        assertThat(started).hasSize(2);
    }

    private int passesInASecondOfRequests(Duration each) {
        passTakes = each;
        started.clear();
        for (int millis = 0; millis < 1000; millis++) {
            passes.soon(GROUP);
            time.step(Duration.ofMillis(1));
        }
        int passes = started.size();
        time.step(TICK.multipliedBy(2));
        return passes;
    }

    private CompletionStage<Void> pass(GroupId group) {
        started.add(group);
        CompletableFuture<Void> done = new CompletableFuture<>();
        time.after(passTakes, () -> {
            if (passFails) {
                done.completeExceptionally(new IllegalStateException("the pass failed"));
            } else {
                done.complete(null);
            }
        });
        return done;
    }

    /** Time that goes on when told to. */
    private static final class Steps implements Timer {
        private final PriorityQueue<Task> tasks = new PriorityQueue<>();
        private long now;
        private long count;

        private record Task(long at, long order, Runnable run) implements Comparable<Task> {
            @Override
            public int compareTo(Task other) {
                return at == other.at ? Long.compare(order, other.order) : Long.compare(at, other.at);
            }
        }

        @Override
        public long nanoTime() {
            return now;
        }

        @Override
        public void after(Duration delay, Runnable task) {
            tasks.add(new Task(now + delay.toNanos(), count++, task));
        }

        void step(Duration time) {
            long until = now + time.toNanos();
            while (!tasks.isEmpty() && tasks.peek().at <= until) {
                Task task = tasks.remove();
                now = task.at;
                task.run.run();
            }
            now = until;
        }
    }
}
