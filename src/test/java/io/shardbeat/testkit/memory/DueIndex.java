package io.shardbeat.testkit.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** A sorted set: when what must be looked at. Few entries, so it is searched, not sorted. */
public final class DueIndex {
    private final Map<String, Double> scores = new TreeMap<>();

    void add(String entry, double when) {
        scores.put(entry, when);
    }

    void addIfEarlier(String entry, double when) {
        scores.merge(entry, when, Math::min);
    }

    void move(String entry, double when) {
        scores.computeIfPresent(entry, (same, was) -> when);
    }

    void moveIfEarlier(String entry, double when) {
        scores.computeIfPresent(entry, (same, was) -> Math.min(was, when));
    }

    void remove(String entry) {
        scores.remove(entry);
    }

    /** 0 when absent. */
    public double score(String entry) {
        return scores.getOrDefault(entry, 0.0);
    }

    /** The earliest entries up to a time. */
    List<String> until(double when, int limit) {
        List<String> due = new ArrayList<>();
        scores.forEach((entry, score) -> {
            if (score <= when) {
                due.add(entry);
            }
        });
        due.sort((a, b) -> Double.compare(scores.get(a), scores.get(b)));
        return due.size() > limit ? due.subList(0, limit) : due;
    }

    /** When the entry at a rank is due; empty when there are fewer. */
    OptionalDouble next(int rank) {
        return scores.values().stream()
                .mapToDouble(Double::doubleValue)
                .sorted()
                .skip(rank)
                .findFirst();
    }

    DueIndex copy() {
        DueIndex copy = new DueIndex();
        copy.scores.putAll(scores);
        return copy;
    }

    void replaceBy(DueIndex other) {
        scores.clear();
        scores.putAll(other.scores);
    }
}
