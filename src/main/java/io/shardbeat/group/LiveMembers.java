package io.shardbeat.group;

import io.shardbeat.assignment.AssignmentProblem;
import io.shardbeat.assignment.MemberId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who is in the group after this pass: the members sorted by name and numbered from 0, without those whose lease is
 * gone. A lease that is gone while expiry is held back, by a gap in service or the brake, still counts as alive.
 */
final class LiveMembers {
    private final List<Member> live = new ArrayList<>();
    private final Map<MemberId, Member> expired = new LinkedHashMap<>();
    private final Map<MemberId, Integer> indexOf = new HashMap<>();
    private final ExpiryWindow expiries;
    private final boolean heldBack;

    LiveMembers(GroupSnapshot snapshot) {
        int silent = (int) snapshot.members().stream()
                .filter(member -> isSilent(member, snapshot))
                .count();
        boolean excused = snapshot.nowMillis() < snapshot.expiryHeldUntilMillis() || snapshot.isRebuilding();
        heldBack = excused && silent > 0;
        expiries = snapshot.policy().safeguards().brake().after(snapshot, excused ? 0 : silent);
        boolean mayExpire = !excused && !expiries.isHeld();
        List<Member> sorted = new ArrayList<>(snapshot.members());
        sorted.sort(Comparator.comparing(Member::id));
        for (Member member : sorted) {
            if (mayExpire && isSilent(member, snapshot)) {
                expired.put(member.id(), member);
            } else {
                indexOf.put(member.id(), live.size());
                live.add(member);
            }
        }
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
