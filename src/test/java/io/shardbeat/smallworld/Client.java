package io.shardbeat.smallworld;

import io.shardbeat.assignment.ShardId;
import io.shardbeat.assignment.ShardSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A client that behaves like the official libraries: it reports a shard until its work on it has really stopped.
 *
 * @param name its member's
 * @param up whether it has not crashed
 * @param working shards it works on
 * @param stopping shards it was told to drop, and still works on
 * @param beats how many reports it has written: its clock
 * @param lapsed whether its lease has run out since it last held nothing: others may have what it works on
 */
record Client(String name, boolean up, Set<ShardId> working, Set<ShardId> stopping, int beats, boolean lapsed) {
    static Client named(String name) {
        return new Client(name, true, Set.of(), Set.of(), 0, false);
    }

    Set<ShardId> held() {
        Set<ShardId> held = new TreeSet<>(working);
        held.addAll(stopping);
        return held;
    }

    Client wrote() {
        return new Client(name, up, working, stopping, beats + 1, lapsed);
    }

    Client told(ShardSet grant) {
        Set<ShardId> granted = new TreeSet<>(grant.shards());
        Set<ShardId> dropped = held();
        dropped.removeAll(granted);
        granted.removeAll(stopping); // taken up again when it has stopped
        return new Client(name, up, granted, union(stopping, dropped), beats, lapsed);
    }

    /** It is told that it is unknown, and drops everything. */
    Client emptied() {
        return new Client(name, up, Set.of(), held(), beats, lapsed);
    }

    Client stopped(ShardId shard) {
        Set<ShardId> left =
                stopping.stream().filter(other -> !other.equals(shard)).collect(Collectors.toCollection(TreeSet::new));
        return new Client(name, up, working, left, beats, lapsed && !(working.isEmpty() && left.isEmpty()));
    }

    Client silent() {
        return held().isEmpty() ? this : new Client(name, up, working, stopping, beats, true);
    }

    Client crashed() {
        return new Client(name, false, Set.of(), Set.of(), beats, false);
    }

    private static Set<ShardId> union(Set<ShardId> one, Set<ShardId> other) {
        Set<ShardId> both = new TreeSet<>(one);
        both.addAll(other);
        return both;
    }

    @Override
    public String toString() {
        return name + (up ? "" : " crashed") + " works on " + working + ", stops " + stopping;
    }
}
