package io.shardbeat.group.wish;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What operators want of a group. They never change ownership: passes carry them out, through the same states as anything
 * else. What is said of members that are not there, or of shards that are not, has no effect until they are.
 *
 * @param weights per member, its share of the shards compared with others; 1 where nothing is said
 * @param pins per shard, the member that has it whenever it is alive and not drained
 * @param drains members that receive nothing and hand over what they have, as long as there is another to have it
 * @param departures members that the next pass removes
 * @param parks shards that nobody is to have
 * @param pause whether the group is left as it is; {@code null} when it is not
 */
public record Wishes(
        Map<MemberId, Weight> weights,
        Map<ShardId, Pin> pins,
        Map<MemberId, Drain> drains,
        Map<MemberId, Departure> departures,
        Map<ShardId, Park> parks,
        @Nullable Pause pause) {
    /** Bounds what every pass reads and writes. */
    public static final int MOST = 500;

    public static final Wishes NONE = new Wishes(Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), null);

    public Wishes {
        weights = Map.copyOf(weights);
        pins = Map.copyOf(pins);
        drains = Map.copyOf(drains);
        departures = Map.copyOf(departures);
        parks = Map.copyOf(parks);
    }

    /** Those that have no end, and of which nobody noted anything. */
    public static Wishes of(Map<MemberId, Integer> weights, Map<ShardId, MemberId> pins, Set<MemberId> drained) {
        return new Wishes(
                weights.entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, each -> new Weight(each.getValue(), Note.NONE))),
                pins.entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, each -> new Pin(each.getValue(), Note.NONE))),
                drained.stream().collect(Collectors.toMap(each -> each, each -> new Drain(null, false, Note.NONE))),
                Map.of(),
                Map.of(),
                null);
    }

    public int size() {
        return weights.size()
                + pins.size()
                + drains.size()
                + departures.size()
                + parks.size()
                + (pause == null ? 0 : 1);
    }

    public boolean isDrained(MemberId member, Instant now) {
        Drain drain = drains.get(member);
        return drain != null && drain.isInForceAt(now);
    }

    public boolean isParked(ShardId shard, Instant now) {
        Park park = parks.get(shard);
        return park != null && park.isInForceAt(now);
    }

    /** How much stands still; {@code null} when nothing does. */
    public Pause.@Nullable Mode pausedAt(Instant now) {
        return pause != null && pause.isInForceAt(now) ? pause.mode() : null;
    }

    /** When the next of them ends by itself, in Redis time; empty when none does. */
    public Optional<Instant> nextEnd(Instant now) {
        Stream<@Nullable Instant> ends = Stream.concat(
                Stream.concat(
                        drains.values().stream().map(Drain::until),
                        parks.values().stream().map(Park::until)),
                Stream.ofNullable(pause).map(Pause::until));
        return ends.filter(Objects::nonNull).filter(now::isBefore).min(Comparator.naturalOrder());
    }

    /**
     * What is left once those that ended are dropped: by their time, with the membership, or since a pass has carried them
     * out. The same when none has.
     *
     * @param isMember who is in the group from now on
     * @param isAwaited whose departure is still to be carried out
     */
    public Wishes after(Instant now, Predicate<MemberId> isMember, Predicate<MemberId> isAwaited) {
        if (drains.isEmpty() && departures.isEmpty() && parks.isEmpty() && pause == null) {
            return this;
        }
        Map<MemberId, Drain> drainsLeft = new HashMap<>(drains);
        drainsLeft
                .entrySet()
                .removeIf(each -> !each.getValue().isInForceAt(now)
                        || !each.getValue().byName() && !isMember.test(each.getKey()));
        Map<MemberId, Departure> departuresLeft = new HashMap<>(departures);
        departuresLeft.keySet().removeIf(member -> !isAwaited.test(member));
        Map<ShardId, Park> parksLeft = new HashMap<>(parks);
        parksLeft.values().removeIf(park -> !park.isInForceAt(now));
        Pause pauseLeft = pause != null && pause.isInForceAt(now) ? pause : null;
        Wishes left = new Wishes(weights, pins, drainsLeft, departuresLeft, parksLeft, pauseLeft);
        return left.equals(this) ? this : left;
    }

    /** @param weight {@code null}: as others */
    public Wishes withWeight(MemberId member, @Nullable Weight weight) {
        return new Wishes(put(weights, member, weight), pins, drains, departures, parks, pause);
    }

    /** @param pin {@code null}: wherever balance wants it */
    public Wishes withPin(ShardId shard, @Nullable Pin pin) {
        return new Wishes(weights, put(pins, shard, pin), drains, departures, parks, pause);
    }

    /** @param drain {@code null}: it is to receive its share */
    public Wishes withDrain(MemberId member, @Nullable Drain drain) {
        return new Wishes(weights, pins, put(drains, member, drain), departures, parks, pause);
    }

    public Wishes withDeparture(MemberId member, Departure departure) {
        return new Wishes(weights, pins, drains, put(departures, member, departure), parks, pause);
    }

    /** @param park {@code null}: somebody is to have it */
    public Wishes withPark(ShardId shard, @Nullable Park park) {
        return new Wishes(weights, pins, drains, departures, put(parks, shard, park), pause);
    }

    /** @param other {@code null}: go on */
    public Wishes withPause(@Nullable Pause other) {
        return new Wishes(weights, pins, drains, departures, parks, other);
    }

    private static <K, V> Map<K, V> put(Map<K, V> map, K key, @Nullable V value) {
        Map<K, V> copy = new HashMap<>(map);
        if (value == null) {
            copy.remove(key);
        } else {
            copy.put(key, value);
        }
        return copy;
    }
}
