package io.shardbeat.group.plan;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.assignment.ShardSet;
import io.shardbeat.group.Grant;
import io.shardbeat.group.GroupSnapshot;
import io.shardbeat.group.HandOver;
import io.shardbeat.group.Member;
import io.shardbeat.group.shard.Cause;
import io.shardbeat.group.shard.Change;
import io.shardbeat.group.shard.ShardState;
import io.shardbeat.group.shard.ShardState.Held;
import io.shardbeat.group.shard.ShardState.InFlight;
import io.shardbeat.group.shard.ShardState.Resting;
import io.shardbeat.group.shard.Transition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Cuts a plan without deaths in two, so that no commit keeps the store busy for long. The cut is between shards: of one
 * that is taken, all transitions are, in grants and hand-overs at once; one that is left stays wholly as it was. So the
 * group is as legal after the part as before.
 */
final class PlanSplitter {
    /** Whose shards change comes first, then who joins. */
    private static final int CHANGED = 0;

    private static final int JOINED = 1;
    /** Its grant only says something else about them: it may go on saying so while a hand-over is left. */
    private static final int MARKED = 2;

    private final GroupSnapshot group;
    private final Plan whole;
    /** The members whose grants the plan writes, as they are stored. */
    private final Map<MemberId, Member> stored = new HashMap<>();
    /** Per member, the shards that enter or leave its grant. */
    private final Map<MemberId, List<ShardId>> shardsOf = new HashMap<>();
    /** The shards of which more than grants is written: a hand-over, or a fence. */
    private final Set<ShardId> inHandOver = new LinkedHashSet<>();

    private final Set<ShardId> resting = new LinkedHashSet<>();
    private final Set<ShardId> taken = new HashSet<>();
    private final Set<MemberId> begun = new LinkedHashSet<>();
    private final Set<MemberId> finished = new HashSet<>();
    private int writes;

    /** @param writes about how much the part may write, see {@link Plan#writes}; at least one member or shard is taken */
    PlanSplitter(GroupSnapshot group, Plan whole, int writes) {
        this.group = group;
        this.whole = whole;
        this.writes = writes;
        group.members().stream()
                .filter(member -> whole.grants().containsKey(member.id()))
                .forEach(member -> stored.put(member.id(), member));
        whole.changes().forEach(this::read);
        takeMembers(CHANGED, JOINED);
        takeOthers(inHandOver);
        takeMembers(MARKED, MARKED);
        takeOthers(resting);
        whole.changes().forEach(this::begin);
    }

    private void read(Change change) {
        if (change instanceof Transition transition) {
            read(transition.shard(), transition.before());
            read(transition.shard(), transition.after());
        }
    }

    private void read(ShardId shard, ShardState state) {
        if (state instanceof Held held) {
            if (stored.containsKey(held.holder())) {
                shardsOf.computeIfAbsent(held.holder(), member -> new ArrayList<>())
                        .add(shard);
            }
        } else if (state instanceof InFlight) {
            inHandOver.add(shard);
        } else if (state instanceof Resting) {
            resting.add(shard);
        }
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
        if (shardsOf.containsKey(member.id())) {
            return CHANGED;
        }
        return member.pending() ? JOINED : MARKED;
    }

    private void take(Member member) {
        begun.add(member.id());
        writes--;
        for (ShardId shard : shardsOf.getOrDefault(member.id(), List.of())) {
            if (!taken.contains(shard)) {
                if (writes < 0) {
                    return;
                }
                take(shard);
            }
        }
        finished.add(member.id());
    }

    private void take(ShardId shard) {
        taken.add(shard);
        writes -= inHandOver.contains(shard) || resting.contains(shard) ? 1 : 0;
    }

    /** Those that change no grant: who is waited for is another than before, or has let go and nobody follows. */
    private void takeOthers(Set<ShardId> which) {
        which.stream()
                .filter(shard -> !taken.contains(shard))
                .limit(Math.max(writes, 0))
                .toList()
                .forEach(this::take);
    }

    /** After a loss of writes a shard may go from one grant into another, without a hand-over: both have to say so. */
    private void begin(Change change) {
        if (change instanceof Transition transition && taken.contains(transition.shard())) {
            begin(transition.before());
            begin(transition.after());
        }
    }

    private void begin(ShardState state) {
        if (state instanceof Held held && stored.containsKey(held.holder())) {
            begun.add(held.holder());
        }
    }

    /** The part and what is left. */
    Commit step() {
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
        return new Commit(part(grants), rest(grants));
    }

    /** Who hands something over once the part is in force, whether since now or before: a grant says so. */
    private Set<MemberId> handingOver() {
        return part(new TreeMap<>()).handOversAfter(group).stream()
                .map(HandOver::holder)
                .collect(Collectors.toSet());
    }

    private Grant grant(Member member, boolean handing) {
        Grant planned = Objects.requireNonNull(whole.grants().get(member.id()), "only members of the plan are begun");
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
                changes(change -> isWritten(change, grants)),
                grants,
                whole.watch(),
                whole.wishes(),
                Optional.empty(),
                true);
    }

    private Plan rest(SortedMap<MemberId, Grant> written) {
        SortedMap<MemberId, Grant> left = new TreeMap<>(whole.grants());
        left.entrySet().removeIf(entry -> entry.getValue().equals(written.get(entry.getKey())));
        return new Plan(changes(change -> !isWritten(change, written)), left, null, whole.nextDue(), whole.more());
    }

    private List<Change> changes(Predicate<Change> which) {
        return whole.changes().stream().filter(which).toList();
    }

    private boolean isWritten(Change change, SortedMap<MemberId, Grant> grants) {
        if (change instanceof Transition transition) {
            return taken.contains(transition.shard());
        }
        if (change instanceof Change.OfMember ofMember) {
            return grants.containsKey(ofMember.member());
        }
        return change.cause() != Cause.REBUILT;
    }
}
