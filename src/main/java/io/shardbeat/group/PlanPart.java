package io.shardbeat.group;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.assignment.ShardSet;
import io.shardbeat.group.Decision.Kind;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Cuts a plan without deaths in two, so that no commit keeps the store busy for long. The cut is between shards: one that
 * is taken goes all the way from how it is stored to what the plan makes of it, in grants and hand-overs at once; one that
 * is left stays wholly as it was. So the group is as legal after the part as before.
 */
final class PlanPart {
    /** What the planner decides of shards that go from grant to grant, or are in two. */
    private static final Set<Kind> PAIRS = EnumSet.of(Kind.ADOPTED, Kind.DOUBLE_GRANT_REPAIRED);

    /** Whose shards change comes first, then who joins. */
    private static final int CHANGED = 0;

    private static final int JOINED = 1;
    /** Its grant only says something else about them: it may go on saying so while a hand-over is left. */
    private static final int MARKED = 2;

    private final GroupSnapshot snapshot;
    private final Plan whole;
    private final Map<MemberId, Member> stored = new HashMap<>();
    private final Set<ShardId> inHandOver = new LinkedHashSet<>();
    private final Set<ShardId> taken = new HashSet<>();
    private final Set<MemberId> begun = new LinkedHashSet<>();
    private final Set<MemberId> finished = new HashSet<>();
    private final Set<ShardId> rested;
    private int writes;

    /** @param writes about how much the part may write, see {@link Plan#writes}; at least one member or shard is taken */
    PlanPart(GroupSnapshot snapshot, Plan whole, int writes) {
        this.snapshot = snapshot;
        this.whole = whole;
        this.writes = writes;
        snapshot.members().stream()
                .filter(member -> whole.grants().containsKey(member.id()))
                .forEach(member -> stored.put(member.id(), member));
        whole.handOvers().forEach(handOver -> inHandOver.add(handOver.shard()));
        inHandOver.addAll(whole.endedHandOvers());
        takeMembers(CHANGED, JOINED);
        takePartners();
        takeOtherHandOvers();
        takeMembers(MARKED, MARKED);
        rested = whole.endedFences().stream().limit(Math.max(0, this.writes)).collect(Collectors.toSet());
    }

    /** In the order of their ranks, for as long as there is room. */
    private void takeMembers(int from, int to) {
        List<Member> inOrder = stored.values().stream()
                .filter(member -> rank(member) >= from && rank(member) <= to)
                .sorted(Comparator.comparingInt(this::rank).thenComparing(Member::id))
                .toList();
        for (Member member : inOrder) {
            if (writes <= 0) {
                return;
            }
            take(member);
        }
    }

    private int rank(Member member) {
        if (!member.grant().shards().equals(planned(member).shards())) {
            return CHANGED;
        }
        return member.pending() ? JOINED : MARKED;
    }

    private Grant planned(Member member) {
        return Objects.requireNonNull(whole.grants().get(member.id()), "only members whose grant changes are kept");
    }

    private void take(Member member) {
        begun.add(member.id());
        writes--;
        for (ShardId shard :
                differences(member.grant().shards(), planned(member).shards())) {
            if (taken.contains(shard)) {
                continue;
            }
            if (writes < 0) {
                return;
            }
            taken.add(shard);
            writes -= inHandOver.contains(shard) ? 1 : 0;
        }
        finished.add(member.id());
    }

    private static List<ShardId> differences(ShardSet one, ShardSet other) {
        return Stream.concat(
                        one.shards().stream().filter(shard -> !other.contains(shard)),
                        other.shards().stream().filter(shard -> !one.contains(shard)))
                .toList();
    }

    /** After a loss of writes a shard may go from one grant into another, without a hand-over: both have to say so. */
    private void takePartners() {
        whole.decisions().stream()
                .filter(decision -> PAIRS.contains(decision.kind()) && taken.contains(decision.shard()))
                .flatMap(
                        decision -> Stream.of(Optional.ofNullable(decision.from()), Optional.ofNullable(decision.to())))
                .flatMap(Optional::stream)
                .filter(stored::containsKey)
                .forEach(begun::add);
    }

    /** Those that change no grant's shards: who is waited for is another than before, or has let go and nobody follows. */
    private void takeOtherHandOvers() {
        List<ShardId> others = inHandOver.stream()
                .filter(shard -> !taken.contains(shard))
                .limit(Math.max(writes, 0))
                .toList();
        taken.addAll(others);
        writes -= others.size();
    }

    /** The part and what is left. */
    Step step() {
        Set<MemberId> handing = handingOver();
        handing.stream().filter(stored::containsKey).forEach(begun::add);
        SortedMap<MemberId, Grant> grants = new TreeMap<>();
        for (MemberId id : begun) {
            Member member = Objects.requireNonNull(stored.get(id), "begun with what is not stored");
            Grant grant = grant(member, handing.contains(id));
            if (member.pending() || !grant.equals(member.grant())) {
                grants.put(id, grant);
            }
        }
        return new Step(part(grants), rest(grants));
    }

    /** Who hands something over once the part is in force, whether since now or before: a grant says so. */
    private Set<MemberId> handingOver() {
        return part(new TreeMap<>()).handOversAfter(snapshot).stream()
                .map(HandOver::holder)
                .collect(Collectors.toSet());
    }

    private Grant grant(Member member, boolean handing) {
        Grant planned = planned(member);
        if (finished.contains(member.id())) {
            return new Grant(planned.shards(), handing, planned.confirmedAt());
        }
        ShardSet.Builder shards = new ShardSet.Builder().topics(planned.shards().topics());
        addAll(shards, member.grant().shards(), shard -> !taken.contains(shard));
        addAll(shards, planned.shards(), taken::contains);
        return new Grant(shards.build(), handing);
    }

    private static void addAll(ShardSet.Builder to, ShardSet from, Predicate<ShardId> which) {
        from.shards().stream().filter(which).forEach(shard -> to.add(shard.topic(), shard.number()));
    }

    private Plan part(SortedMap<MemberId, Grant> grants) {
        return new Plan(
                Set.of(),
                grants,
                whole.handOvers().stream()
                        .filter(handOver -> taken.contains(handOver.shard()))
                        .toList(),
                filter(whole.endedHandOvers(), taken::contains),
                whole.fences(),
                rested,
                whole.watch(),
                whole.decisions().stream()
                        .filter(decision -> isWritten(decision, grants))
                        .toList(),
                OptionalLong.empty(),
                false,
                true);
    }

    private Plan rest(SortedMap<MemberId, Grant> written) {
        SortedMap<MemberId, Grant> left = new TreeMap<>(whole.grants());
        left.entrySet().removeIf(entry -> entry.getValue().equals(written.get(entry.getKey())));
        return new Plan(
                Set.of(),
                left,
                whole.handOvers().stream()
                        .filter(handOver -> !taken.contains(handOver.shard()))
                        .toList(),
                filter(whole.endedHandOvers(), shard -> !taken.contains(shard)),
                Map.of(),
                filter(whole.endedFences(), shard -> !rested.contains(shard)),
                null,
                whole.decisions().stream()
                        .filter(decision -> !isWritten(decision, written))
                        .toList(),
                whole.nextDueMillis(),
                whole.endsRebuild(),
                whole.more());
    }

    private boolean isWritten(Decision decision, SortedMap<MemberId, Grant> grants) {
        return switch (decision.kind()) {
            case MEMBER_JOINED -> grants.containsKey(decision.to());
            case REBUILT -> false;
            default -> decision.shard() == null || taken.contains(decision.shard());
        };
    }

    private static Set<ShardId> filter(Set<ShardId> shards, Predicate<ShardId> which) {
        return shards.stream().filter(which).collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
