package io.shardbeat.it.worker;

import io.shardbeat.it.worker.Journal.Event;
import io.shardbeat.it.worker.Journal.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Judges a journal: no shard is worked on by two processes at once, and no message is given out again, but for what a
 * process had in its hands when it ended or was paused.
 *
 * @param ends when processes ended or were paused
 * @param wakes when a paused process went on, which may work on until it learns that it was taken for dead
 */
public record Verdict(List<Event> events, List<Moment> ends, List<Moment> wakes) {
    /** What a process may have been given, and not saved, when it ended: the work of this long. */
    private static final long IN_HAND_MILLIS = 1_000;
    /** A paused process beats, is refused and lets go within this. */
    private static final long WAKING_MILLIS = 4_000;

    public record Moment(String worker, long millis) {}

    private record Work(String worker, long from, long to) {}

    /** Two processes at work on one shard, in words. */
    public List<String> overlaps() {
        List<String> overlaps = new ArrayList<>();
        work().forEach((shard, spans) -> {
            for (Work one : spans) {
                for (Work other : spans) {
                    if (one.worker().compareTo(other.worker()) < 0
                            && one.from() < other.to()
                            && other.from() < one.to()) {
                        overlaps.add("shard " + shard + ": " + one + " and " + other);
                    }
                }
            }
        });
        return overlaps;
    }

    /** The longest time in which nobody worked on a shard that somebody had worked on, and somebody did again. */
    public Duration longestIdle() {
        long longest = 0;
        for (List<Work> spans : work().values()) {
            long busyUntil = Long.MAX_VALUE;
            for (Work span : spans) { // by when they begin, as events are
                longest = Math.max(longest, span.from() - busyUntil);
                busyUntil = busyUntil == Long.MAX_VALUE ? span.to() : Math.max(busyUntil, span.to());
            }
        }
        return Duration.ofMillis(longest);
    }

    /** How often a shard's work was begun by another worker than the one before. */
    public int moved() {
        return work().values().stream().mapToInt(spans -> spans.size() - 1).sum();
    }

    private Map<Integer, List<Work>> work() {
        Map<Integer, List<Work>> work = new HashMap<>();
        for (Event event : events) {
            if (event.kind() == Kind.INIT) {
                work.computeIfAbsent(event.shard(), shard -> new ArrayList<>())
                        .add(new Work(event.worker(), event.millis(), endOf(event)));
            }
        }
        return work;
    }

    private long endOf(Event init) {
        long stopped = events.stream()
                .filter(event -> event.kind() == Kind.STOP
                        && event.shard() == init.shard()
                        && event.worker().equals(init.worker())
                        && event.millis() >= init.millis())
                .mapToLong(Event::millis)
                .findFirst()
                .orElse(Long.MAX_VALUE);
        long ended = ends.stream()
                .filter(end -> end.worker().equals(init.worker()) && end.millis() >= init.millis())
                .mapToLong(Moment::millis)
                .min()
                .orElse(Long.MAX_VALUE);
        return Math.min(stopped, ended);
    }

    /** Messages that were given out twice without an excuse, in words. */
    public List<String> repetitions() {
        List<String> repetitions = new ArrayList<>();
        Map<String, List<Event>> deliveries = new HashMap<>();
        for (Event event : events) {
            if (event.kind() == Kind.GOT) {
                deliveries
                        .computeIfAbsent(event.shard() + "/" + event.message(), key -> new ArrayList<>())
                        .add(event);
            }
        }
        deliveries.forEach((message, given) -> {
            if (given.size() > 1 && given.stream().noneMatch(this::isExcused)) {
                repetitions.add(message + ": " + given);
            }
        });
        return repetitions;
    }

    private boolean isExcused(Event got) {
        boolean inHand = ends.stream()
                .anyMatch(end -> end.worker().equals(got.worker())
                        && got.millis() <= end.millis()
                        && got.millis() > end.millis() - IN_HAND_MILLIS);
        boolean waking = wakes.stream()
                .anyMatch(wake -> wake.worker().equals(got.worker())
                        && got.millis() >= wake.millis()
                        && got.millis() < wake.millis() + WAKING_MILLIS);
        return inHand || waking;
    }

    /** The messages of a shard that anybody was given. */
    public TreeSet<Integer> delivered(int shard) {
        TreeSet<Integer> delivered = new TreeSet<>();
        events.stream()
                .filter(event -> event.kind() == Kind.GOT && event.shard() == shard)
                .forEach(event -> delivered.add(event.message()));
        return delivered;
    }
}
