package io.shardbeat.group;

import static io.shardbeat.assignment.AssignmentProblem.NOBODY;

import io.shardbeat.assignment.AssignmentProblem;
import io.shardbeat.assignment.Assignor;
import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The fourth step of a pass: which live member should have which shard, by balance and by the group's wishes. */
final class Target {
    private final Ownership ownership;
    private final Wishes wishes;
    private final List<Member> live;
    /** Per member, whether it is to hold nothing; {@code null} when that is so of none. */
    private final boolean @Nullable [] drained;

    private final boolean @Nullable [] pinned;
    private final int[] members;

    /** @param reported says where a free shard would best go */
    Target(Assignor assignor, GroupSnapshot group, Ownership ownership, ReportedOwners reported) {
        this.ownership = ownership;
        this.wishes = group.wishes();
        this.live = ownership.liveMembers().live();
        this.drained = drained();
        int[] preferred = ownership.preferred(reported);
        this.pinned = pin(preferred);
        ShardIndex index = ownership.index();
        int[][] subscriptions =
                ownership.liveMembers().subscriptions(index, group.settings().topics());
        this.members = assignor.assign(new AssignmentProblem(
                live.size(),
                index.topics().size(),
                index.topicOfEach(),
                preferred,
                drained == null
                        ? subscriptions
                        : withoutDrained(subscriptions, index.topics().size()),
                weights(),
                pinned,
                index.marks(group.assignable().readOnly())));
        if (drained != null) {
            keepWhatNobodyElseCanHave();
        }
    }

    /** Where everybody is drained nobody is: what there is goes on being worked on. */
    private boolean @Nullable [] drained() {
        if (live.stream().allMatch(member -> wishes.drained().contains(member.id()))
                || live.stream().noneMatch(member -> wishes.drained().contains(member.id()))) {
            return null;
        }
        boolean[] marks = new boolean[live.size()];
        for (int m = 0; m < marks.length; m++) {
            marks[m] = wishes.drained().contains(live.get(m).id());
        }
        return marks;
    }

    private boolean isDrained(int member) {
        return drained != null && member != NOBODY && drained[member];
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
                ? null
                : live.stream().mapToInt(member -> wishes.weight(member.id())).toArray();
    }

    /** A shard is where it is pinned, as far as the assignor knows, and so stays there. */
    private boolean @Nullable [] pin(int[] preferred) {
        boolean[] marks = null;
        for (Map.Entry<ShardId, MemberId> pin : wishes.pins().entrySet()) {
            int shard = ownership.index().of(pin.getKey());
            int member = ownership.liveMembers().indexOf(pin.getValue());
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
            if (members[s] == NOBODY && isDrained(ownership.owner(s))) {
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
