package io.shardbeat.group;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
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
    private final @Nullable Watch watch;
    private final OptionalLong nextDueMillis;
    private final boolean more;
    private final Effects effects;
    private final List<HandOver> handOvers;
    private @Nullable List<Decision> decisions;

    /**
     * @param changes in the order they were decided
     * @param grants per member whose grant changes, or who joined, the whole new grant
     * @param watch what the safeguards have to remember from now on; {@code null} for what they already do
     * @param nextDueMillis when the group must be looked at again even if nothing happens, in Redis milliseconds
     * @param more whether this is only a part of what is to be done now: the pass goes on, and keeps its claim
     */
    public Plan(
            List<Change> changes,
            SortedMap<MemberId, Grant> grants,
            @Nullable Watch watch,
            OptionalLong nextDueMillis,
            boolean more) {
        this.changes = changes;
        this.grants = grants;
        this.watch = watch;
        this.nextDueMillis = nextDueMillis;
        this.more = more;
        this.effects = new Effects(changes);
        this.handOvers = List.copyOf(effects.handOvers.values());
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
            List<Decision> all = new ArrayList<>(changes.size());
            changes.forEach(change -> change.decision().ifPresent(all::add));
            told = Collections.unmodifiableList(all);
            decisions = told;
        }
        return told;
    }

    /** Members to remove; the commit checks that their leases are still gone. */
    public Set<MemberId> expired() {
        return effects.expired;
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

    /** Per shard that became free with a margin, the time in Redis milliseconds before which it rests. */
    public Map<ShardId, Long> fences() {
        return effects.fences;
    }

    /** Shards whose fence is no longer needed. */
    public Set<ShardId> endedFences() {
        return effects.endedFences;
    }

    /** What the safeguards have to remember from now on; {@code null} for what they already do. */
    public @Nullable Watch watch() {
        return watch;
    }

    /** When the group must be looked at again even if nothing happens, in Redis milliseconds. */
    public OptionalLong nextDueMillis() {
        return nextDueMillis;
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
        Watch watch = null;
        for (Plan plan : plans) {
            changes.addAll(plan.changes);
            grants.keySet().removeAll(plan.expired());
            grants.putAll(plan.grants);
            watch = plan.watch == null ? watch : plan.watch;
        }
        Plan last = plans.get(plans.size() - 1);
        return new Plan(changes, grants, watch, last.nextDueMillis, last.more);
    }

    /** The hand-overs under way once this plan for the group is in force. */
    public Collection<HandOver> handOversAfter(GroupSnapshot group) {
        Map<ShardId, HandOver> after = new HashMap<>();
        group.handOvers().forEach(handOver -> after.put(handOver.shard(), handOver));
        after.keySet().removeAll(endedHandOvers());
        after.putAll(effects.handOvers);
        return after.values();
    }

    /** What the safeguards remember once this plan for the group is in force. */
    public Watch watchAfter(GroupSnapshot group) {
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
        Map<ShardId, Long> fences = new HashMap<>(group.fences());
        fences.keySet().removeAll(endedFences());
        fences.putAll(fences());
        return new GroupSnapshot(
                group.id(),
                group.settings(),
                group.policy(),
                epoch,
                group.nowMillis(),
                group.expiryHeldUntilMillis(),
                group.formingSinceMillis(),
                members,
                underWay,
                fences,
                watchAfter(group),
                group.assignable(),
                group.wishes(),
                endsRebuild() ? 0 : group.rebuildEpoch(),
                group.createdMillis());
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
        return writes() == 0 && watch == null && !endsRebuild();
    }

    @Override
    public String toString() {
        return "Plan[changes=" + changes + ", grants=" + grants + ", watch=" + watch + ", nextDueMillis="
                + nextDueMillis + ", more=" + more + "]";
    }
}
