package io.shardbeat.coordinator.heartbeat;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.coordinator.Heartbeat;
import io.shardbeat.group.GroupId;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Members under whose name two processes seem to beat. Both are then granted the same shards and work on them for ever, as in
 * the clouds; no answer changes by what is found here. Told from the heartbeats that come to this node, so each node sees its
 * part.
 *
 * <p>A steady heartbeat costs a look into a table of a fixed size, by the hash of its names; of two members that meet in one
 * place of it, each makes the other forgotten. Only suspects are kept by name.
 */
public final class DoubledMembers {
    static final Duration LAPSE = Duration.ofMinutes(5);
    private static final int MOST_SUSPECTS = 10_000;
    private static final int PLACES = 1 << 16;
    /** 2^64 by the golden ratio: spreads keys whose low bits are alike. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private final LongSupplier clock;
    private final AtomicReferenceArray<Turns> places;
    private final Map<Name, Suspect> suspects = new ConcurrentHashMap<>();

    private record Name(GroupId group, MemberId member) {}

    /** @param until when it is no suspect any more, if nothing happens again */
    private record Suspect(Set<Suspicion> why, Instant until) {}

    /** @param clock of this node, milliseconds since 1970: asked at each heartbeat, so no object is made of it */
    public DoubledMembers(LongSupplier clock) {
        this(clock, PLACES);
    }

    DoubledMembers(LongSupplier clock, int places) {
        this.clock = clock;
        this.places = new AtomicReferenceArray<>(places);
    }

    /** What this heartbeat makes its member suspected of anew; {@code null} for nothing. */
    public @Nullable Suspicion note(Heartbeat beat) {
        long key = key(beat.group(), beat.member());
        int place = place(key);
        Turns turns = places.get(place);
        if (turns == null || turns.key != key) {
            turns = new Turns(key);
            places.set(place, turns);
        }
        Suspicion found = turns.note(beat, clock.getAsLong());
        return found != null && suspect(new Name(beat.group(), beat.member()), found) ? found : null;
    }

    private static long key(GroupId group, MemberId member) {
        return (long) group.hashCode() << Integer.SIZE | Integer.toUnsignedLong(member.hashCode());
    }

    private int place(long key) {
        return Math.floorMod(Long.hashCode(key * SPREAD), places.length());
    }

    /** The usual time between two heartbeats of a member that came to this node; empty when not known. */
    public Optional<Duration> interval(GroupId group, MemberId member) {
        long key = key(group, member);
        Turns turns = places.get(place(key));
        return turns == null || turns.key != key ? Optional.empty() : turns.interval();
    }

    /** Whether that is new. */
    private boolean suspect(Name name, Suspicion found) {
        Suspect before = current(name);
        if (before == null && suspects.size() >= MOST_SUSPECTS) {
            return false;
        }
        EnumSet<Suspicion> why = EnumSet.of(found);
        if (before != null) {
            why.addAll(before.why());
        }
        suspects.put(name, new Suspect(why, now().plus(LAPSE)));
        return before == null || !before.why().contains(found);
    }

    private @Nullable Suspect current(Name name) {
        Suspect suspect = suspects.get(name);
        return suspect == null || !suspect.until().isAfter(now()) ? null : suspect;
    }

    /** What a member is suspected of. */
    public Set<Suspicion> of(GroupId group, MemberId member) {
        Suspect suspect = current(new Name(group, member));
        return suspect == null ? Set.of() : suspect.why();
    }

    /** How many members are suspected. */
    public int count() {
        Instant now = now();
        suspects.values().removeIf(suspect -> !suspect.until().isAfter(now));
        return suspects.size();
    }

    private Instant now() {
        return Instant.ofEpochMilli(clock.getAsLong());
    }

    /** One member's heartbeats. Its times are milliseconds: each heartbeat changes them, and must not make objects. */
    private static final class Turns {
        private final long key;
        private final Alternation senders = new Alternation();
        private final Alternation reports = new Alternation();
        private long newestSeconds;
        private long lastMillis;
        private long intervalMillis;

        Turns(long key) {
            this.key = key;
        }

        synchronized Optional<Duration> interval() {
            return intervalMillis == 0 ? Optional.empty() : Optional.of(Duration.ofMillis(intervalMillis));
        }

        synchronized @Nullable Suspicion note(Heartbeat beat, long nowMillis) {
            long took = nowMillis - lastMillis;
            if (lastMillis != 0) {
                intervalMillis = intervalMillis == 0 ? took : intervalMillis + (took - intervalMillis) / 4;
            }
            lastMillis = nowMillis;
            boolean sendersInTurn = senders.isInTurn(beat.sender().trace());
            boolean isCopy = beat.sentAtSeconds() < newestSeconds;
            newestSeconds = Math.max(newestSeconds, beat.sentAtSeconds());
            if (!isCopy && reports.isInTurn(Arrays.hashCode(beat.report()))) {
                return Suspicion.REPORTS_IN_TURN;
            }
            return sendersInTurn ? Suspicion.SENDERS_IN_TURN : null;
        }
    }
}
