package io.shardbeat.group.plan;

import io.shardbeat.assignment.AssignmentProblem;
import io.shardbeat.assignment.MemberId;
import io.shardbeat.group.GroupSnapshot;
import io.shardbeat.group.Lease;
import io.shardbeat.group.Member;
import io.shardbeat.group.safeguard.ExpiryWindow;
import io.shardbeat.group.wish.Departure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who is in the group after this pass: the members sorted by name and numbered from 0, without those whose lease is
 * gone. A lease that is gone while expiry is held back, by a gap in service or the brake, still counts as alive.
 */
final class LiveMembers {
    private final List<Member> live = new ArrayList<>();
    private final Map<MemberId, Member> expired = new LinkedHashMap<>();
    /** Those of the expired that somebody wants removed, as the pass is to do it. */
    private final Map<MemberId, Departure> departures = new HashMap<>();

    private final Set<MemberId> awaited;
    private final Map<MemberId, Integer> indexOf = new HashMap<>();
    private final ExpiryWindow expiries;
    private final boolean heldBack;

    LiveMembers(GroupSnapshot snapshot) {
        int silent = (int) snapshot.members().stream()
                .filter(member -> isSilent(member, snapshot))
                .count();
        boolean excused = snapshot.isExpiryHeld() || snapshot.isRebuilding();
        heldBack = excused && silent > 0;
        expiries = snapshot.policy().safeguards().brake().after(snapshot, excused ? 0 : silent);
        boolean mayExpire = !excused && !expiries.isHeld();
        List<Member> sorted = new ArrayList<>(snapshot.members());
        sorted.sort(Comparator.comparing(Member::id));
        for (Member member : sorted) {
            Departure departure = departure(member, snapshot);
            if (departure != null) {
                departures.put(member.id(), departure);
            }
            if (departure != null || mayExpire && isSilent(member, snapshot)) {
                expired.put(member.id(), member);
            } else {
                indexOf.put(member.id(), live.size());
                live.add(member);
            }
        }
        awaited = snapshot.rebuildEpoch() == 0
                ? departures.keySet()
                : snapshot.wishes().departures().keySet();
    }

    /**
     * How the member is to be removed; {@code null} when it is not. Whoever was heard of after it was said to have stopped
     * has not: that it left is void, and what an evicted one had rests. While ownership is rebuilt all of that waits.
     */
    private static @Nullable Departure departure(Member member, GroupSnapshot snapshot) {
        Departure wanted = snapshot.wishes().departures().get(member.id());
        if (wanted == null || snapshot.rebuildEpoch() != 0) {
            return null;
        }
        Lease lease = member.lease();
        boolean heardOf = lease == null
                ? isLongerAgoThanASession(wanted.note().at(), snapshot) // else a lease of since then would be there
                : wanted.isContradictedBy(lease.ends());
        if (!heardOf) {
            return wanted;
        }
        return wanted.kind() == Departure.Kind.LEFT ? null : Departure.evicted(true, wanted.leaseEnd(), wanted.note());
    }

    private static boolean isLongerAgoThanASession(@Nullable Instant then, GroupSnapshot snapshot) {
        return then == null
                || !snapshot.now().isBefore(then.plus(snapshot.policy().sessionTimeout()));
    }

    /** After a loss of writes a lease from before it may end too late, by the clock of another server. */
    private static boolean isSilent(Member member, GroupSnapshot snapshot) {
        Lease lease = member.lease();
        return lease == null || lease.answeredEpoch() < snapshot.rebuildEpoch();
    }

    List<Member> live() {
        return live;
    }

    Collection<Member> expired() {
        return expired.values();
    }

    /** How many of the expired have no lease, and are not removed for another reason. */
    int deaths() {
        return expired.size() - departures.size();
    }

    /** How one of the expired is to be removed, where somebody wants it; {@code null} for one that died. */
    @Nullable Departure departure(MemberId member) {
        return departures.get(member);
    }

    /** Whose departure remains to be carried out, by this pass or a later one. */
    Set<MemberId> awaited() {
        return awaited;
    }

    /** A live member of this name; {@code null} when there is none. */
    @Nullable Member live(MemberId member) {
        Integer index = indexOf.get(member);
        return index == null ? null : live.get(index);
    }

    /** One of the expired; {@code null} when the member is alive or was gone before. */
    @Nullable Member expired(MemberId member) {
        return expired.get(member);
    }

    /** What the brake makes of those whose lease is gone. */
    ExpiryWindow expiries() {
        return expiries;
    }

    /** Whether somebody would have expired, were it not for a gap in service. */
    boolean isHeldBack() {
        return heldBack;
    }

    boolean isLive(MemberId member) {
        return indexOf.containsKey(member);
    }

    /** The index of a live member, or {@link AssignmentProblem#NOBODY}. */
    int indexOf(@Nullable MemberId member) {
        return member == null ? AssignmentProblem.NOBODY : indexOf.getOrDefault(member, AssignmentProblem.NOBODY);
    }

    /** Per member the topics it subscribes to, or {@code null} when every member subscribes to all of them. */
    int @Nullable [][] subscriptions(ShardIndex index, Collection<String> groupTopics) {
        int[][] subscriptions = new int[live.size()][];
        boolean all = true;
        for (int m = 0; m < subscriptions.length; m++) {
            Collection<String> topics = live.get(m).topics();
            subscriptions[m] = (topics.isEmpty() ? groupTopics : topics)
                    .stream()
                            .mapToInt(index::topic)
                            .filter(topic -> topic != ShardIndex.ABSENT)
                            .sorted()
                            .distinct()
                            .toArray();
            all &= subscriptions[m].length == index.topics().size();
        }
        return all ? null : subscriptions;
    }
}
