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
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Cuts a plan without deaths into parts, so that no commit keeps the store busy for long. The cut is between shards: of one
 * that is taken into a part, all transitions are, in grants and hand-overs at once; one that is left stays wholly as it was.
 * So the group is as legal after each part as before.
 */
final class PlanSplitter {
    private final Plan whole;
    private final int writes;
    /** The members whose grants the plan writes, as they are stored. */
    private final SortedMap<MemberId, Member> stored = new TreeMap<>();
    /** Per shard that changes, where it is before the plan and after it. */
    private final Map<ShardId, Transition> transitions;
    /** Per member, the shards that enter or leave its grant. */
    private final Map<MemberId, List<ShardId>> shardsOf = new HashMap<>();

    /** Per shard that was taken, into which part. */
    private final Map<ShardId, Integer> taken = new HashMap<>();
    /** What members hand over when all that was taken is in force. */
    private final Map<MemberId, Set<ShardId>> handing = new HashMap<>();
    /** Per member that parts write, its last grant. */
    private final Map<MemberId, Grant> written = new HashMap<>();
    /** Per member that joins, the part that writes it. */
    private final Map<MemberId, Integer> joinedIn = new HashMap<>();
    /** Per part that is made, the grants that it writes. */
    private final List<SortedMap<MemberId, Grant>> parts = new ArrayList<>();
    /** The members that the next part is about. */
    private final Set<MemberId> begun = new HashSet<>();
    /** About how much more it may write. */
    private int room;

    private PlanSplitter(GroupSnapshot group, Plan whole, int writes) {
        this.whole = whole;
        this.writes = writes;
        this.room = writes;
        this.transitions = whole.transitions();
        group.members().stream()
                .filter(member -> whole.grants().containsKey(member.id()))
                .forEach(member -> stored.put(member.id(), member));
        transitions.forEach((shard, step) -> {
            enlist(shard, step.before());
            enlist(shard, step.after());
        });
        group.handOvers().forEach(this::hand);
    }

    /**
     * The parts, in the order of their commits: whose shards change comes first, then who joins.
     *
     * @param writes about how much each of them may write, see {@link Plan#writes}; it has at least one member or shard
     */
    static List<Plan> parts(GroupSnapshot group, Plan whole, int writes) {
        PlanSplitter splitter = new PlanSplitter(group, whole, writes);
        splitter.takeAll();
        return splitter.plans();
    }

    private void takeAll() {
        stored.keySet().forEach(this::takeShardsOf);
        stored.keySet().stream().filter(this::isToJoin).forEach(this::write);
        // Who is waited for is another than before, or has let go and nobody follows.
        takeOthers(InFlight.class);
        // What is left only says something else about its member: as long as a hand-over was left, it had to.
        stored.keySet().stream().filter(this::isUnlikePlanned).forEach(this::write);
        takeOthers(Resting.class);
        end();
    }

    private void enlist(ShardId shard, ShardState state) {
        if (state instanceof Held held && stored.containsKey(held.holder())) {
            List<ShardId> shards = shardsOf.computeIfAbsent(held.holder(), member -> new ArrayList<>());
            shards.add(shard);
        }
    }

    private void takeShardsOf(MemberId member) {
        for (ShardId shard : shardsOf.getOrDefault(member, List.of())) {
            if (!taken.containsKey(shard)) {
                if (room < (begun.contains(member) ? 0 : 1)) {
                    end();
                }
                take(shard);
            }
        }
    }

    /** Those that change no grant. */
    private void takeOthers(Class<? extends ShardState> which) {
        transitions.forEach((shard, step) -> {
            if (!taken.containsKey(shard) && (which.isInstance(step.before()) || which.isInstance(step.after()))) {
                if (room < 1) {
                    end();
                }
                take(shard);
            }
        });
    }

    private void write(MemberId member) {
        if (room < 1 && !begun.contains(member)) {
            end();
        }
        begin(member);
    }

    private void take(ShardId shard) {
        Transition step = Objects.requireNonNull(transitions.get(shard), "only shards that change are taken");
        taken.put(shard, parts.size());
        if (step.before() instanceof InFlight before) {
            handedBy(before.holder()).remove(shard);
        }
        if (step.after() instanceof InFlight after) {
            hand(after.handOver());
        }
        begin(step.before());
        begin(step.after());
        if (!isOnlyGranted(step.before()) || !isOnlyGranted(step.after())) {
            room--;
        }
    }

    /** Whether nothing but grants says that the shard is there. */
    private static boolean isOnlyGranted(ShardState state) {
        return !(state instanceof InFlight || state instanceof Resting);
    }

    /** Who hands something over has a grant that says so, from the same part on. */
    private void hand(HandOver handOver) {
        MemberId holder = handOver.holder();
        handedBy(holder).add(handOver.shard());
        if (stored.containsKey(holder) && !lastGrant(holder).handingOver()) {
            begin(holder);
        }
    }

    private Set<ShardId> handedBy(MemberId member) {
        return handing.computeIfAbsent(member, holder -> new HashSet<>());
    }

    /** After a loss of writes a shard may go from one grant into another, without a hand-over: both have to say so. */
    private void begin(ShardState state) {
        if (state instanceof Held held && stored.containsKey(held.holder())) {
            begin(held.holder());
        }
    }

    private void begin(MemberId member) {
        if (begun.add(member)) {
            room--;
        }
    }

    /** The next part is complete. */
    private void end() {
        SortedMap<MemberId, Grant> grants = new TreeMap<>();
        for (MemberId member : begun) {
            Grant grant = grant(member);
            boolean joins = isToJoin(member);
            if (joins || !grant.equals(lastGrant(member))) {
                grants.put(member, grant);
            }
            if (joins) {
                joinedIn.put(member, parts.size());
            }
        }
        written.putAll(grants);
        parts.add(grants);
        begun.clear();
        room = writes;
    }

    /** As the plan has it, but for shards that are left, and hand-overs that are. */
    private Grant grant(MemberId member) {
        Grant planned = planned(member);
        boolean hands = !handedBy(member).isEmpty();
        if (taken.keySet().containsAll(shardsOf.getOrDefault(member, List.of()))) {
            return new Grant(planned.shards(), hands, planned.confirmedAt());
        }
        ShardSet.Builder shards = new ShardSet.Builder().topics(planned.shards().topics());
        addAll(shards, stored(member).grant().shards(), shard -> !taken.containsKey(shard));
        addAll(shards, planned.shards(), taken::containsKey);
        return new Grant(shards.build(), hands);
    }

    private static void addAll(ShardSet.Builder to, ShardSet from, Predicate<ShardId> which) {
        from.shards().stream().filter(which).forEach(shard -> to.add(shard.topic(), shard.number()));
    }

    private boolean isToJoin(MemberId member) {
        return stored(member).pending() && !joinedIn.containsKey(member);
    }

    private boolean isUnlikePlanned(MemberId member) {
        return !lastGrant(member).equals(planned(member));
    }

    private Grant lastGrant(MemberId member) {
        Grant last = written.get(member);
        return last == null ? stored(member).grant() : last;
    }

    private Grant planned(MemberId member) {
        return Objects.requireNonNull(whole.grants().get(member), "only members of the plan are begun");
    }

    private Member stored(MemberId member) {
        return Objects.requireNonNull(stored.get(member), "only stored members are begun");
    }

    private List<Plan> plans() {
        int last = parts.size() - 1;
        List<List<Change>> changes = new ArrayList<>();
        parts.forEach(part -> changes.add(new ArrayList<>()));
        whole.changes().forEach(change -> changes.get(part(change, last)).add(change));
        List<Plan> plans = new ArrayList<>();
        for (int part = 0; part < last; part++) {
            plans.add(plan(part, changes.get(part), Optional.empty(), true));
        }
        plans.add(plan(last, changes.get(last), whole.nextDue(), whole.more()));
        return plans;
    }

    private Plan plan(int part, List<Change> changes, Optional<Instant> nextDue, boolean more) {
        return new Plan(
                changes,
                parts.get(part),
                part == 0 ? whole.watch() : null,
                part == 0 ? whole.wishes() : null,
                nextDue,
                more);
    }

    private int part(Change change, int last) {
        if (change instanceof Transition transition) {
            return taken.getOrDefault(transition.shard(), last);
        }
        if (change instanceof Change.OfMember ofMember) {
            return joinedIn.getOrDefault(ofMember.member(), last);
        }
        return change.cause() == Cause.REBUILT ? last : 0;
    }
}
