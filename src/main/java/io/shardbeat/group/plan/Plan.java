package io.shardbeat.group.plan;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.group.Grant;
import io.shardbeat.group.GroupSnapshot;
import io.shardbeat.group.HandOver;
import io.shardbeat.group.Member;
import io.shardbeat.group.safeguard.SafeguardState;
import io.shardbeat.group.shard.Change;
import io.shardbeat.group.shard.Decision;
import io.shardbeat.group.shard.Transition;
import io.shardbeat.group.wish.Wishes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a pass wants changed: differences only, and why. */
public final class Plan {
    /** What a member that expires costs the store, in writes: it leaves several indexes, and its lease is looked at. */
    static final int WRITES_PER_DEATH = 2;

    private final List<Change> changes;
    private final SortedMap<MemberId, Grant> grants;
    private final @Nullable SafeguardState watch;
    private final @Nullable Wishes wishes;
    private final Optional<Instant> nextDue;
    private final boolean more;
    private final Effects effects;
    private final List<HandOver> handOvers;
    private @Nullable List<Decision> decisions;

    /**
     * @param changes in the order they were decided
     * @param grants per member whose grant changes, or who joined, the whole new grant
     * @param watch what the safeguards have to remember from now on; {@code null} for what they already do
     * @param wishes those that are left, where some ended or were carried out; {@code null} where none was
     * @param nextDue when the group must be looked at again even if nothing happens, in Redis time
     * @param more whether this is only a part of what is to be done now: the pass goes on, and keeps its claim
     */
    public Plan(
            List<Change> changes,
            SortedMap<MemberId, Grant> grants,
            @Nullable SafeguardState watch,
            @Nullable Wishes wishes,
            Optional<Instant> nextDue,
            boolean more) {
        this.changes = changes;
        this.grants = grants;
        this.watch = watch;
        this.wishes = wishes;
        this.nextDue = nextDue;
        this.more = more;
        this.effects = new Effects(changes);
        this.handOvers = List.copyOf(effects.handOvers.values());
    }

    /** One that leaves the wishes as they are. */
    public Plan(
            List<Change> changes,
            SortedMap<MemberId, Grant> grants,
            @Nullable SafeguardState watch,
            Optional<Instant> nextDue,
            boolean more) {
        this(changes, grants, watch, null, nextDue, more);
    }

    public List<Change> changes() {
        return changes;
    }

    /** Per shard that changes, where it was before the plan and where it is after, with the last cause. */
    public Map<ShardId, Transition> transitions() {
        Map<ShardId, Transition> transitions = new LinkedHashMap<>();
        for (Change change : changes) {
            if (change instanceof Transition step) {
                transitions.merge(
                        step.shard(),
                        step,
                        (first, last) -> new Transition(step.shard(), first.before(), last.after(), last.cause()));
            }
        }
        return transitions;
    }

    /** What was decided and why, in the order it was decided. */
    public List<Decision> decisions() {
        List<Decision> told = decisions;
        if (told == null) {
            told = changes.stream().map(Change::decision).toList();
            decisions = told;
        }
        return told;
    }

    /** Members to remove; the commit checks that their leases are still gone, if they did not {@linkplain #departed depart}. */
    public Set<MemberId> expired() {
        return effects.expired;
    }

    /** Those of them that somebody wants removed; the commit checks that they were not heard of since, and ends their leases. */
    public Set<MemberId> departed() {
        return effects.departed;
    }

    /** Per member whose grant changes, or who joined, the whole new grant. */
    public SortedMap<MemberId, Grant> grants() {
        return grants;
    }

    /** Hand-overs that begin, or go on in another way. */
    public List<HandOver> handOvers() {
        return handOvers;
    }

    /** Shards whose hand-over is over, one way or the other. */
    public Set<ShardId> endedHandOvers() {
        return effects.endedHandOvers;
    }

    /** Per shard that became free with a margin, the time in Redis time before which it rests. */
    public Map<ShardId, Instant> fences() {
        return effects.fences;
    }

    /** Shards whose fence is no longer needed. */
    public Set<ShardId> endedFences() {
        return effects.endedFences;
    }

    /** What the safeguards have to remember from now on; {@code null} for what they already do. */
    public @Nullable SafeguardState watch() {
        return watch;
    }

    /** The wishes that are left, where some ended or were carried out; {@code null} where none was. */
    public @Nullable Wishes wishes() {
        return wishes;
    }

    /** When the group must be looked at again even if nothing happens, in Redis time. */
    public Optional<Instant> nextDue() {
        return nextDue;
    }

    /** Whether ownership counts as rebuilt from now on; the commit checks that no report came meanwhile. */
    public boolean endsRebuild() {
        return effects.endsRebuild();
    }

    /** Whether this is only a part of what is to be done now: the pass goes on, and keeps its claim. */
    public boolean more() {
        return more;
    }

    /**
     * Plans that follow each other, as the one plan that does the same at once.
     *
     * @param plans one at least, in the order of their commits
     */
    public static Plan inSequence(List<Plan> plans) {
        List<Change> changes = new ArrayList<>();
        SortedMap<MemberId, Grant> grants = new TreeMap<>();
        SafeguardState watch = null;
        Wishes wishes = null;
        for (Plan plan : plans) {
            changes.addAll(plan.changes);
            grants.keySet().removeAll(plan.expired());
            grants.putAll(plan.grants);
            watch = plan.watch == null ? watch : plan.watch;
            wishes = plan.wishes == null ? wishes : plan.wishes;
        }
        Plan last = plans.get(plans.size() - 1);
        return new Plan(changes, grants, watch, wishes, last.nextDue, last.more);
    }

    /** Whether a hand-over goes on as it was. */
    private boolean leaves(HandOver handOver) {
        return !effects.handOvers.containsKey(handOver.shard()) && !effects.endedHandOvers.contains(handOver.shard());
    }

    /** The hand-overs under way once this plan for the group is in force. */
    public List<HandOver> handOversAfter(GroupSnapshot group) {
        List<HandOver> after = new ArrayList<>(group.handOvers().size() + handOvers.size());
        for (HandOver before : group.handOvers()) {
            if (leaves(before)) {
                after.add(before);
            }
        }
        after.addAll(handOvers);
        return after;
    }

    /** What the safeguards remember once this plan for the group is in force. */
    public SafeguardState watchAfter(GroupSnapshot group) {
        return watch == null ? group.watch() : watch;
    }

    /**
     * The group once this plan is in force: the store's commit as a function, without its checks. Time and leases stand
     * still.
     *
     * @param newEpoch the epoch of the commit
     */
    public GroupSnapshot applyTo(GroupSnapshot group, long newEpoch) {
        long epoch = changesNothing() ? group.epoch() : newEpoch;
        List<Member> members = group.members().stream()
                .filter(member -> !expired().contains(member.id()))
                .map(this::granted)
                .toList();
        List<HandOver> underWay = handOversAfter(group).stream()
                .map(handOver -> handOver.committedAt(epoch))
                .toList();
        Map<ShardId, Instant> fences = new HashMap<>(group.fences());
        fences.keySet().removeAll(endedFences());
        fences.putAll(fences());
        return new GroupSnapshot(
                group.id(),
                group.settings(),
                group.policy(),
                epoch,
                group.now(),
                group.expiryHeldUntil(),
                group.formingSince(),
                members,
                underWay,
                fences,
                watchAfter(group),
                group.assignable(),
                wishes == null ? group.wishes() : wishes,
                endsRebuild() ? 0 : group.rebuildEpoch(),
                group.created());
    }

    private Member granted(Member member) {
        Grant grant = grants.get(member.id());
        return grant == null ? member : member.granted(grant);
    }

    /** About how much its commit makes the store write, in hash fields: what keeps the store busy. */
    int writes() {
        return WRITES_PER_DEATH * expired().size()
                + grants.size()
                + handOvers().size()
                + endedHandOvers().size()
                + fences().size()
                + endedFences().size();
    }

    /** Whether there is nothing to commit besides the next due time. */
    public boolean changesNothing() {
        return writes() == 0 && watch == null && wishes == null && !endsRebuild();
    }

    @Override
    public String toString() {
        return "Plan[changes=" + changes + ", grants=" + grants + ", watch=" + watch + ", wishes=" + wishes
                + ", nextDue=" + nextDue + ", more=" + more + "]";
    }
}
