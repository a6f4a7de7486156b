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
    void whoWaitsWhenAPassIsOverSharesTheNext() {
        passMillis = 20;
        coalescer.soon(GROUP);
        run(10);
        CompletionStage<Void> second = coalescer.soon(GROUP);
        run(20);
        assertThat(coalescer.soon(GROUP)).isSameAs(second);
        assertThat(coalescer.isWaiting(GROUP)).isTrue();
        run(200);
        assertThat(passes).containsExactly("group@5", "group@25");
        assertThat(coalescer.isWaiting(GROUP)).isFalse();
    }

    @Test
    void aGroupThatIsAskedForAllTheTimeRestsThreeQuartersOfItOnceAFleetWouldHaveStarted() {
        passMillis = 20;
        askUntil(10_000);
        assertThat(passes).hasSize(500).endsWith("group@9965", "group@9985");
        askUntil(10_400);
        assertThat(passes.subList(500, passes.size()))
                .containsExactly("group@10065", "group@10145", "group@10225", "group@10305", "group@10385");
        run(11_000);
        passes.clear();
        askUntil(11_070);
        assertThat(passes)
                .as("after a break")
                .containsExactly("group@11005", "group@11025", "group@11045", "group@11065");
    }

    @Test
    void noRestIsLongerThanTheLongest() {
        passMillis = 1_000;
        askUntil(13_000);
        assertThat(passes).endsWith("group@8005", "group@9005", "group@10255", "group@11505", "group@12755");
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
        assertThat(passes).containsExactly("group@5", "other@15", "group@55");
    }

    private void askUntil(long untilMillis) {
        while (now < TimeUnit.MILLISECONDS.toNanos(untilMillis)) {
            coalescer.soon(GROUP);
            run(TimeUnit.NANOSECONDS.toMillis(now) + 1);
        }
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
