package io.shardbeat.it.client;

import static org.awaitility.Awaitility.await;

import io.shardbeat.assignment.ShardSet;
import io.shardbeat.testkit.BeatObserver;
import io.shardbeat.testkit.Endpoint;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A consumer that a test drives beat by beat. Like the official ones it reports all it was ever granted until it has let
 * go of it; unlike them it lets go when told.
 */
public final class Consumer {
    private final Cloud cloud;
    private final String group;
    private final String name;
    private final BeatObserver observer;
    private final Set<Integer> granted = new TreeSet<>();
    private final Set<Integer> held = new TreeSet<>();
    private long epoch;
    private long sentNanos = System.nanoTime();
    private long answeredNanos = System.nanoTime();
    private long lastSecond;

    public Consumer(Cloud cloud, String group, String name, BeatObserver observer) {
        this.cloud = cloud;
        this.group = group;
        this.name = name;
        this.observer = observer;
    }

    /**
     * Beats as soon as the client's clock, which counts whole seconds, shows a later time than with its last beat: a
     * report with the same time might be a delayed copy and proves nothing.
     */
    public Set<Integer> beat(Endpoint node) throws Exception {
        await().pollInterval(Duration.ofMillis(10)).until(() -> second() > lastSecond);
        return beatNow(node);
    }

    public Set<Integer> beatNow(Endpoint node) throws Exception {
        lastSecond = second();
        observer.sends(name, set(held));
        long now = System.nanoTime();
        Cloud.Grant answer = cloud.beat(node, group, name, List.copyOf(held));
        sentNanos = now;
        answeredNanos = System.nanoTime();
        observer.isAnswered(name, set(answer.shards()), answer.epoch());
        epoch = answer.epoch();
        granted.clear();
        granted.addAll(answer.shards());
        held.addAll(granted);
        return Set.copyOf(granted);
    }

    /** Lets go of everything its last answer lacks. */
    public Consumer letsGo() {
        held.retainAll(granted);
        return this;
    }

    /** As after a restart: it holds nothing. */
    public Consumer isEmptied() {
        held.clear();
        granted.clear();
        return this;
    }

    /** It has had no good answer for so long that others may have its shards: stops working, and reports until stopped. */
    public void fencesItself() {
        granted.clear();
    }

    public Set<Integer> granted() {
        return Set.copyOf(granted);
    }

    /** The epoch of its last answer; 0 where its client does not show it. */
    public long epoch() {
        return epoch;
    }

    public Duration sinceSent() {
        return Duration.ofNanos(System.nanoTime() - sentNanos);
    }

    public Duration sinceAnswered() {
        return Duration.ofNanos(System.nanoTime() - answeredNanos);
    }

    private static long second() {
        return System.currentTimeMillis() / 1000;
    }

    private ShardSet set(Set<Integer> shards) {
        return ShardSet.of(cloud.topic(), shards.stream().mapToInt(i -> i).toArray());
    }

    @Override
    public String toString() {
        return name + granted;
    }
}
