package io.shardbeat.group.plan;

import static io.shardbeat.assignment.AssignmentProblem.NOBODY;

import io.shardbeat.assignment.AssignmentProblem;
import io.shardbeat.assignment.Assignor;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.group.GroupSnapshot;
import io.shardbeat.group.Member;
import io.shardbeat.group.shard.Cause;
import io.shardbeat.group.shard.ShardState.InFlight;
import io.shardbeat.group.wish.Pause.Mode;
import io.shardbeat.group.wish.Pin;
import io.shardbeat.group.wish.Wishes;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The fourth step of a pass: which live member should have which shard, by balance and by the group's wishes. */
final class Target {
    private final GroupSnapshot group;
    private final Ownership ownership;
    private final Wishes wishes;
    private final List<Member> live;
    /** Per member, whether it is to hold nothing; {@code null} when that is so of none. */
    private final boolean @Nullable [] drained;
    /** Per shard, whether nobody is to hold it; {@code null} when that is so of none. */
    private final boolean @Nullable [] parked;
    /** Per shard, whether an operator said whose it is to be; {@code null} when that is so of none. */
    private final boolean @Nullable [] pinned;

    private final int[] members;

    /** @param reported says where a free shard would best go */
    Target(Assignor assignor, GroupSnapshot group, Ownership ownership, ReportedOwners reported) {
        this.group = group;
        this.ownership = ownership;
        this.wishes = group.wishes();
        this.live = ownership.liveMembers().live();
        this.drained = drained();
        this.parked = parked();
        Mode pause = wishes.pausedAt(group.now());
        if (pause == Mode.ALL) {
            this.pinned = null;
            this.members = asItIs();
            return;
        }
        int[] preferred = ownership.preferred(reported);
        this.pinned = pin(preferred);
        boolean[] stay = pause == Mode.BALANCE ? stay(preferred) : pinned;
        this.members = withoutParked(assignor, problem(preferred, stay));
        if (drained != null) {
            keepWhatNobodyElseCanHave();
        }
    }

    private AssignmentProblem problem(int[] preferred, boolean @Nullable [] stay) {
        ShardIndex index = ownership.index();
        int[][] subscriptions =
                ownership.liveMembers().subscriptions(index, group.settings().topics());
        return new AssignmentProblem(
                live.size(),
                index.topics().size(),
                index.topicOfEach(),
                preferred,
                drained == null
                        ? subscriptions
                        : withoutDrained(subscriptions, index.topics().size()),
                weights(),
                stay,
                index.marks(group.assignable().readOnly()));
    }

    /** What nobody is to have counts in nobody's load. */
    private int[] withoutParked(Assignor assignor, AssignmentProblem all) {
        boolean[] left = parked;
        if (left == null) {
            return assignor.assign(all);
        }
        int[] rest = IntStream.range(0, all.shards()).filter(s -> !left[s]).toArray();
        int[] assigned = assignor.assign(all.of(rest));
        int[] target = new int[all.shards()];
        Arrays.fill(target, NOBODY);
        for (int i = 0; i < rest.length; i++) {
            target[rest[i]] = assigned[i];
        }
        return target;
    }

    /** Nothing moves. What is on its way arrives, or goes back if it cannot. */
    private int[] asItIs() {
        int[] target = new int[ownership.index().size()];
        for (int s = 0; s < target.length; s++) {
            InFlight inFlight = ownership.inFlight(s);
            int next = inFlight == null ? NOBODY : ownership.liveMembers().indexOf(inFlight.next());
            target[s] =
                    isParked(s) && ownership.holder(s) == NOBODY ? NOBODY : next == NOBODY ? ownership.owner(s) : next;
        }
        return target;
    }

    /** Nothing moves for balance: whoever has a shard, or is next to have it, is to have it, unless it is drained. */
    private boolean[] stay(int[] preferred) {
        boolean[] marks = new boolean[preferred.length];
        for (int s = 0; s < marks.length; s++) {
            boolean has = ownership.owner(s) != NOBODY && preferred[s] != NOBODY && !isDrained(preferred[s]);
            marks[s] = has || pinned != null && pinned[s];
        }
        return marks;
    }

    /** Where everybody is drained nobody is: what there is goes on being worked on. */
    private boolean @Nullable [] drained() {
        if (wishes.drains().isEmpty()) {
            return null;
        }
        boolean[] marks = new boolean[live.size()];
        int count = 0;
        for (int m = 0; m < marks.length; m++) {
            marks[m] = wishes.isDrained(live.get(m).id(), group.now());
            count += marks[m] ? 1 : 0;
        }
        return count == 0 || count == marks.length ? null : marks;
    }

    private boolean isDrained(int member) {
        return drained != null && member != NOBODY && drained[member];
    }

    private boolean @Nullable [] parked() {
        boolean[] marks = null;
        for (ShardId parked : wishes.parks().keySet()) {
            int shard = ownership.index().of(parked);
            if (shard != ShardIndex.ABSENT && wishes.isParked(parked, group.now())) {
                marks = marks == null ? new boolean[ownership.index().size()] : marks;
                marks[shard] = true;
            }
        }
        return marks;
    }

    private boolean isParked(int shard) {
        return parked != null && parked[shard];
    }

    private int[][] withoutDrained(int @Nullable [][] subscriptions, int topics) {
        int[] all = IntStream.range(0, topics).toArray();
        int[][] without = new int[live.size()][];
        for (int m = 0; m < without.length; m++) {
            without[m] = isDrained(m) ? new int[0] : subscriptions == null ? all : subscriptions[m];
        }
        return without;
    }

    private int @Nullable [] weights() {
        return wishes.weights().isEmpty()
                        && group.settings().overrides().weights().isEmpty()
                ? null
                : live.stream().mapToInt(member -> group.weight(member.id())).toArray();
    }

    /** A shard is where it is pinned, as far as the assignor knows, and so stays there. */
    private boolean @Nullable [] pin(int[] preferred) {
        boolean[] marks = null;
        for (Map.Entry<ShardId, Pin> pin : wishes.pins().entrySet()) {
            int shard = ownership.index().of(pin.getKey());
            int member = ownership.liveMembers().indexOf(pin.getValue().member());
            if (shard != ShardIndex.ABSENT && member != NOBODY && !isDrained(member)) {
                marks = marks == null ? new boolean[preferred.length] : marks;
                marks[shard] = true;
                preferred[shard] = member;
            }
        }
        return marks;
    }

    private void keepWhatNobodyElseCanHave() {
        for (int s = 0; s < members.length; s++) {
            if (members[s] == NOBODY && !isParked(s) && isDrained(ownership.owner(s))) {
                members[s] = ownership.owner(s);
            }
        }
    }

    int shards() {
        return members.length;
    }

    /** The member that should have the shard, or {@code NOBODY}. */
    int of(int shard) {
        return members[shard];
    }

    /** Why the shard is to leave its holder for its target. */
    Cause why(int shard, int holder) {
        if (isParked(shard)) {
            return Cause.PARKED;
        }
        if (isDrained(holder)) {
            return Cause.DRAINED;
        }
        if (pinned != null && pinned[shard]) {
            return Cause.PINNED;
        }
        int member = members[shard];
        return member != NOBODY && live.get(member).pending() ? Cause.JOINED : Cause.BALANCED;
    }
}
