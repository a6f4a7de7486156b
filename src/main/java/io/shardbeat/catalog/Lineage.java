package io.shardbeat.catalog;

import io.shardbeat.catalog.Resharding.Done;
import io.shardbeat.catalog.Resharding.Reason;
import io.shardbeat.catalog.Resharding.Refused;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The shards of a topic and where they come from: a number of first shards that share the keys evenly, and the splits
 * and merges since. What the steps do not mention is worked out when asked for, so that 500,000 first shards cost as
 * little as one. At any time the shards that take data have every key exactly once. Immutable.
 */
public final class Lineage {
    private final int first;
    private final Instant created;
    private final List<Reshard> steps;
    /** Every shard that a step mentions, as parent or child. */
    private final Map<Integer, Shard> mentioned = new HashMap<>();
    /** The shards out of {@link #mentioned} that take data, by the first of their keys. */
    private final Map<BigInteger, Integer> openAt = new HashMap<>();

    private final int size;

    /**
     * @param first how many shards the topic began with, numbered from 0
     * @param created when that was, by the clock of the store
     * @param steps what happened since, the oldest first; must have been possible
     */
    public Lineage(int first, Instant created, List<Reshard> steps) {
        this.first = first;
        this.created = created;
        this.steps = List.copyOf(steps);
        int next = first;
        for (Reshard step : this.steps) {
            next = replay(step, next);
        }
        size = next;
    }

    /** The usual case: nothing was ever split. */
    public static Lineage of(int first, Instant created) {
        return new Lineage(first, created, List.of());
    }

    private int replay(Reshard step, int next) {
        List<Shard> parents = step.parents().stream().map(this::existing).toList();
        for (Shard parent : parents) {
            mentioned.put(parent.number(), parent.asReadOnly());
            openAt.remove(parent.range().begin());
        }
        KeyRange keys = new KeyRange(
                parents.get(0).range().begin(),
                parents.get(parents.size() - 1).range().end());
        int number = next;
        for (KeyRange range : keys.cutAt(step.cuts())) {
            mentioned.put(number, new Shard(number, false, range, step.at(), step.parents()));
            openAt.put(range.begin(), number++);
        }
        return number;
    }

    public int first() {
        return first;
    }

    public Instant created() {
        return created;
    }

    public List<Reshard> steps() {
        return steps;
    }

    /** How many shards there are, read-only ones included: their numbers are all those below this. */
    public int size() {
        return size;
    }

    /** How many shards take data. */
    public int open() {
        int open = first;
        for (Reshard step : steps) {
            open += step.children() - step.parents().size();
        }
        return open;
    }

    /** How many shards are read-only. */
    public int readOnly() {
        return size - open();
    }

    public Optional<Shard> shard(int number) {
        return number < 0 || number >= size ? Optional.empty() : Optional.of(existing(number));
    }

    /** Every shard by its number. */
    public Stream<Shard> shards() {
        return IntStream.range(0, size).mapToObj(this::existing);
    }

    private Shard existing(int number) {
        Shard shard = mentioned.get(number);
        return shard != null ? shard : new Shard(number, false, KeyRange.WHOLE.part(number, first), created, List.of());
    }

    /** Splits a shard in two at a key, which becomes the first key of the right one. */
    public Resharding splitAt(int number, BigInteger key, Instant now) {
        Reason obstacle = obstacle(number);
        if (obstacle == null && !existing(number).range().canBeCutAt(key)) {
            obstacle = Reason.KEY_OUTSIDE;
        }
        return obstacle != null ? new Refused(obstacle) : split(number, List.of(key), now);
    }

    /** Splits a shard into even parts, at least two. */
    public Resharding splitInto(int number, int parts, Instant now) {
        Reason obstacle = obstacle(number);
        if (obstacle != null) {
            return new Refused(obstacle);
        }
        List<BigInteger> cuts = existing(number).range().cuts(parts);
        return cuts.size() < parts - 1 ? new Refused(Reason.TOO_NARROW) : split(number, cuts, now);
    }

    private Done split(int number, List<BigInteger> cuts, Instant now) {
        Lineage after = with(new Reshard(List.of(number), cuts, now));
        return new Done(
                after,
                Stream.concat(
                                Stream.of(number),
                                IntStream.range(size, after.size).boxed())
                        .map(after::existing)
                        .toList());
    }

    /** Merges a shard with the one that has the next keys. */
    public Resharding merge(int number, Instant now) {
        Reason obstacle = obstacle(number);
        if (obstacle != null) {
            return new Refused(obstacle);
        }
        int right = openAt(existing(number).range().end());
        if (right < 0) {
            return new Refused(Reason.NO_RIGHT_NEIGHBOUR);
        }
        Lineage after = with(new Reshard(List.of(number, right), List.of(), now));
        return new Done(
                after,
                Stream.of(after.size - 1, number, right).map(after::existing).toList());
    }

    private @Nullable Reason obstacle(int number) {
        if (number < 0 || number >= size) {
            return Reason.NO_SUCH_SHARD;
        }
        return existing(number).readOnly() ? Reason.READ_ONLY : null;
    }

    /** The shard that takes data from this key on, or -1. */
    private int openAt(BigInteger key) {
        Integer child = openAt.get(key);
        if (child != null) {
            return child;
        }
        int index = first == 0 ? -1 : KeyRange.WHOLE.partThatBeginsAt(key, first);
        return index >= 0 && !existing(index).readOnly() ? index : -1;
    }

    /**
     * With more shards that take data. One that was never split shares the keys out anew and goes on counting; in one
     * that was, the shards with the most keys are halved.
     */
    Lineage grownBy(int more, Instant now) {
        if (steps.isEmpty()) {
            return of(first + more, created);
        }
        Lineage grown = this;
        for (int i = 0; i < more; i++) {
            if (grown.splitInto(grown.widest(), 2, now) instanceof Done done) {
                grown = done.lineage();
            }
        }
        return grown;
    }

    private int widest() {
        return shards().filter(shard -> !shard.readOnly())
                .max(Comparator.comparing((Shard shard) -> shard.range().width())
                        .thenComparing(Shard::number, Comparator.reverseOrder()))
                .map(Shard::number)
                .orElse(-1);
    }

    private Lineage with(Reshard step) {
        List<Reshard> longer = new ArrayList<>(steps);
        longer.add(step);
        return new Lineage(first, created, longer);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Lineage that
                && first == that.first
                && created.equals(that.created)
                && steps.equals(that.steps);
    }

    @Override
    public int hashCode() {
        return 31 * first + steps.hashCode();
    }

    @Override
    public String toString() {
        return first + " shards, then " + steps;
    }
}
