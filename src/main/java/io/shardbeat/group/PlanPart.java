package io.shardbeat.group;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The part of a big plan that is committed first, so that no commit keeps the store busy for long. What it leaves out
 * stays as it was, wholly: a member whose grant is left out keeps its shards, and what it was to get stays free or in
 * hand-over. So the group is as legal after the part as before, and the rest is found by the next pass. Deaths are never
 * left out: the safeguards have counted them together.
 */
final class PlanPart {
    private final GroupSnapshot snapshot;
    private final Plan whole;
    private final Set<MemberId> written;
    private final Map<ShardId, MemberId> handedOver = new HashMap<>();

    private PlanPart(GroupSnapshot snapshot, Plan whole, int limit) {
        this.snapshot = snapshot;
        this.whole = whole;
        this.written = inOrder().limit(limit).collect(Collectors.toSet());
        snapshot.handOvers().forEach(handOver -> handedOver.put(handOver.shard(), handOver.holder()));
    }

    /**
     * The plan itself when it writes few grants, or ends a rebuild, which is one step; else a part that is due again at
     * once.
     *
     * @param limit of the members that get a new grant
     */
    static Plan of(GroupSnapshot snapshot, Plan whole, int limit) {
        boolean small = whole.grants().size() <= limit;
        return small || snapshot.rebuildEpoch() != 0 ? whole : new PlanPart(snapshot, whole, limit).plan();
    }

    /**
     * Whose shards change comes first, then who joins. Whose grant only ceases to say that something is handed over comes
     * last: it goes on saying so while another's grant is left out.
     */
    private Stream<MemberId> inOrder() {
        return snapshot.members().stream()
                .filter(member -> whole.grants().containsKey(member.id()))
                .sorted(Comparator.comparingInt(this::rank).thenComparing(Member::id))
                .map(Member::id);
    }

    private int rank(Member member) {
        Grant grant = whole.grants().get(member.id());
        if (grant == null || grant.shards().equals(member.grant().shards())) {
            return member.pending() ? 1 : 2;
        }
        return grant.shards().hasNoShards() ? 1 : 0;
    }

    private Plan plan() {
        List<HandOver> handOvers =
                whole.handOvers().stream().filter(this::isWritten).toList();
        Set<ShardId> ended = endedHandOvers();
        return new Plan(
                whole.expired(),
                grants(handOvers, ended),
                handOvers,
                ended,
                whole.fences(),
                whole.endedFences(),
                whole.watch(),
                decisions(),
                OptionalLong.of(snapshot.nowMillis()));
    }

    /** One that begins needs its holder's grant written; one that goes on from the same holder does not. */
    private boolean isWritten(HandOver handOver) {
        return written.contains(handOver.holder()) || handOver.holder().equals(handedOver.get(handOver.shard()));
    }

    /** A hand-over ends together with the grant that gets its shard. */
    private Set<ShardId> endedHandOvers() {
        Set<ShardId> left = new HashSet<>();
        whole.grants().forEach((member, grant) -> {
            if (!written.contains(member)) {
                left.addAll(grant.shards().shards());
            }
        });
        return whole.endedHandOvers().stream()
                .filter(shard -> !left.contains(shard))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** A grant says whether its member hands something over: also what this part leaves under way. */
    private SortedMap<MemberId, Grant> grants(List<HandOver> handOvers, Set<ShardId> ended) {
        Map<ShardId, MemberId> after = new HashMap<>(handedOver);
        after.keySet().removeAll(ended);
        handOvers.forEach(handOver -> after.put(handOver.shard(), handOver.holder()));
        Set<MemberId> handing = Set.copyOf(after.values());
        SortedMap<MemberId, Grant> grants = new TreeMap<>();
        for (MemberId member : written) {
            Grant grant = whole.grants().get(member);
            if (grant != null) {
                grants.put(member, new Grant(grant.shards(), handing.contains(member), grant.confirmedAt()));
            }
        }
        return grants;
    }

    private List<Decision> decisions() {
        return whole.decisions().stream().filter(this::isWritten).toList();
    }

    private boolean isWritten(Decision decision) {
        return switch (decision.kind()) {
            case HAND_OVER_BEGUN, HAND_OVER_CANCELLED, SHARD_REMOVED, DOUBLE_GRANT_REPAIRED ->
                written.contains(decision.from());
            case MEMBER_JOINED, GRANTED, HANDED_OVER, HAND_OVER_FORCED -> written.contains(decision.to());
            default -> true;
        };
    }
}
