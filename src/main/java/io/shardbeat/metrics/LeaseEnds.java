package io.shardbeat.metrics;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.group.GroupId;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * When leases ended that this node has found gone. An index says when to look at a lease: at its end as it was at the last
 * look. If it is gone by then, nobody has renewed it in between, and that was its end.
 */
@Singleton
final class LeaseEnds {
    /** Members that expire do so within seconds, unless something holds expiry up. */
    private static final int MOST = 10_000;

    private final Map<Key, Gone> gone = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Gone> eldest) {
            return size() > MOST;
        }
    };

    private record Key(GroupId group, MemberId member) {}

    private record Gone(Instant ended, Instant nextLook) {}

    /** @param due when it was to be looked at: at its end, or, if it was gone already, when that look asked for the next */
    synchronized void found(GroupId group, MemberId member, Instant due, Instant nextLook) {
        Gone before = gone.remove(new Key(group, member));
        Instant ended = before != null && before.nextLook().equals(due) ? before.ended() : due;
        gone.put(new Key(group, member), new Gone(ended, nextLook));
    }

    /** Its end, which is forgotten with this. */
    synchronized Optional<Instant> take(GroupId group, MemberId member) {
        return Optional.ofNullable(gone.remove(new Key(group, member))).map(Gone::ended);
    }
}
