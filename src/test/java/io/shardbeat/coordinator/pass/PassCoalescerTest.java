package io.shardbeat.coordinator.pass;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.catalog.Namespace;
import io.shardbeat.group.GroupId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PassCoalescerTest {
    private static final GroupId GROUP = new GroupId(new Namespace("sls", "project"), "logstore", "group");
    private static final GroupId OTHER = new GroupId(new Namespace("sls", "project"), "logstore", "other");

    private final PriorityQueue<Task> tasks = new PriorityQueue<>(Comparator.comparingLong(Task::at));
    private final List<String> passes = new ArrayList<>();
    private long now;
    private long passMillis;

    private final PassCoalescer coalescer = new PassCoalescer(
            this::pass,
            (nanos, task) -> tasks.add(new Task(now + nanos, task)),
            () -> now,
            Duration.ofMillis(5),
            Duration.ofMillis(250));

    private record Task(long at, Runnable what) {}

    @Test
    void requestsThatComeWithinTheCoalescingTimeShareOnePass() {
        CompletionStage<Void> first = coalescer.soon(GROUP);
        assertThat(coalescer.soon(GROUP)).isSameAs(first);
        run(100);
        assertThat(first).isCompleted();
        assertThat(passes).containsExactly("group@5");
    }

    @Test
    void whoWaitsWhenAPassIsOverWaitsForThreeTimesAsLongAsItTook() {
        passMillis = 20;
        coalescer.soon(GROUP);
        run(10);
        CompletionStage<Void> second = coalescer.soon(GROUP);
        run(60);
        assertThat(coalescer.soon(GROUP)).as("and shares it").isSameAs(second);
        assertThat(coalescer.isWaiting(GROUP)).isTrue();
        run(200);
        assertThat(passes).containsExactly("group@5", "group@85");
        assertThat(coalescer.isWaiting(GROUP)).isFalse();
    }

    @Test
    void noRestIsLongerThanTheLongest() {
        passMillis = 1_000;
        coalescer.soon(GROUP);
        run(10);
        coalescer.soon(GROUP);
        run(3_000);
        assertThat(passes).containsExactly("group@5", "group@1255");
    }

    @Test
    void whoJoinsOneAfterTheOtherNeverMeetsARest() {
        passMillis = 20;
        coalescer.soon(GROUP);
        run(26);
        coalescer.soon(GROUP);
        run(60);
        coalescer.soon(GROUP);
        run(100);
        assertThat(passes).containsExactly("group@5", "group@31", "group@65");
    }

    @Test
    void nobodyWaitsForAnotherGroup() {
        passMillis = 50;
        coalescer.soon(GROUP);
        run(10);
        coalescer.soon(GROUP);
        coalescer.soon(OTHER);
        run(100);
        assertThat(passes).containsExactly("group@5", "other@15");
    }

    private CompletionStage<Void> pass(GroupId group) {
        passes.add(group.name() + "@" + TimeUnit.NANOSECONDS.toMillis(now));
        CompletableFuture<Void> over = new CompletableFuture<>();
        tasks.add(new Task(now + TimeUnit.MILLISECONDS.toNanos(passMillis), () -> over.complete(null)));
        return over;
    }

    /** All that is to be done until then. */
    private void run(long untilMillis) {
        long until = TimeUnit.MILLISECONDS.toNanos(untilMillis);
        while (!tasks.isEmpty() && tasks.element().at() <= until) {
            Task next = tasks.remove();
            now = next.at();
            next.what().run();
        }
        now = until;
    }
}
