package io.shardbeat.load.judge;

import java.util.ArrayList;
import java.util.List;

/** The breaches of one group: all are counted, the first ones are kept. */
final class Breaches {
    private static final int KEPT = 50;

    private final String group;
    private final List<Breach> first = new ArrayList<>();
    private long count;

    Breaches(String group) {
        this.group = group;
    }

    void add(String invariant, long at, String what) {
        count++;
        if (first.size() < KEPT) {
            first.add(new Breach(invariant, group, at / 1_000_000, what));
        }
    }

    List<Breach> first() {
        return List.copyOf(first);
    }

    long count() {
        return count;
    }
}
