package io.shardbeat.simulation;

import java.util.PriorityQueue;
import java.util.SplittableRandom;

/** Virtual time: runs events in the order of their time, and in the order they were asked for within a millisecond. */
final class Timeline {
    private final PriorityQueue<Event> queue = new PriorityQueue<>();
    private final SplittableRandom random;
    private final Runnable afterEach;
    private long now;
    private long asked;

    Timeline(SplittableRandom random, Runnable afterEach) {
        this.random = random;
        this.afterEach = afterEach;
    }

    /** True time, milliseconds since the simulation began; no simulated clock shows it. */
    long now() {
        return now;
    }

    SplittableRandom random() {
        return random;
    }

    /** A number from 0 to {@code bound - 1}; 0 when there is none. */
    long upTo(long bound) {
        return bound <= 0 ? 0 : random.nextLong(bound);
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    void at(long time, Runnable what) {
        queue.add(new Event(Math.max(time, now), asked++, what));
    }

    void after(long delay, Runnable what) {
        at(now + delay, what);
    }

    void runUntil(long end) {
        while (!queue.isEmpty() && queue.peek().time <= end) {
            Event event = queue.poll();
            now = event.time;
            event.what.run();
            afterEach.run();
        }
        now = end;
    }

    private record Event(long time, long order, Runnable what) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            int byTime = Long.compare(time, other.time);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }
}
