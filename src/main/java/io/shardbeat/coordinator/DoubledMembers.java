package io.shardbeat.coordinator;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.group.GroupId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
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
    static final long LAPSE_MILLIS = 300_000;
    private static final int MOST_SUSPECTS = 10_000;
    private static final int PLACES = 1 << 16;
    /** 2^64 by the golden ratio: spreads keys whose low bits are alike. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private final LongSupplier clock;
    private final AtomicReferenceArray<Turns> places;
    private final Map<Name, Suspect> suspects = new ConcurrentHashMap<>();

    private record Name(GroupId group, MemberId member) {}

    /** @param untilMillis when it is no suspect any more, if nothing happens again */
    private record Suspect(Set<Suspicion> why, long untilMillis) {}

    /** @param clock of this node, milliseconds */
    public DoubledMembers(LongSupplier clock) {
        this(clock, PLACES);
    }

    DoubledMembers(LongSupplier clock, int places) {
        this.clock = clock;
        this.places = new AtomicReferenceArray<>(places);
    }

    /** What this heartbeat makes its member suspected of anew; {@code null} for nothing. */
    public @Nullable Suspicion note(Heartbeat beat) {
        long key = (long) beat.group().hashCode() << Integer.SIZE
                | Integer.toUnsignedLong(beat.member().hashCode());
        int place = Math.floorMod(Long.hashCode(key * SPREAD), places.length());
        Turns turns = places.get(place);
        if (turns == null || turns.key != key) {
            turns = new Turns(key);
            places.set(place, turns);
        }
        Suspicion found = turns.note(beat);
        return found != null && suspect(new Name(beat.group(), beat.member()), found) ? found : null;
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
        suspects.put(name, new Suspect(why, clock.getAsLong() + LAPSE_MILLIS));
        return before == null || !before.why().contains(found);
    }

    private @Nullable Suspect current(Name name) {
        Suspect suspect = suspects.get(name);
        return suspect == null || suspect.untilMillis() <= clock.getAsLong() ? null : suspect;
    }

    /** What a member is suspected of. */
    public Set<Suspicion> of(GroupId group, MemberId member) {
        Suspect suspect = current(new Name(group, member));
        return suspect == null ? Set.of() : suspect.why();
    }

    /** How many members are suspected. */
    public int count() {
        long now = clock.getAsLong();
        suspects.values().removeIf(suspect -> suspect.untilMillis() <= now);
        return suspects.size();
    }

    /** One member's heartbeats. */
    private static final class Turns {
        private final long key;
        private final Alternation senders = new Alternation();
        private final Alternation reports = new Alternation();
        private long newestSeconds;

        Turns(long key) {
            this.key = key;
        }

        synchronized @Nullable Suspicion note(Heartbeat beat) {
            boolean sendersInTurn = senders.isInTurn(beat.sender().hashCode());
            boolean isCopy = beat.sentAtSeconds() < newestSeconds;
            newestSeconds = Math.max(newestSeconds, beat.sentAtSeconds());
            if (!isCopy && reports.isInTurn(Arrays.hashCode(beat.report()))) {
                return Suspicion.REPORTS_IN_TURN;
            }
            return sendersInTurn ? Suspicion.SENDERS_IN_TURN : null;
        }
    }
}
