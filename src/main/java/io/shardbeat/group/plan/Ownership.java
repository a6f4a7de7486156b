package io.shardbeat.group.plan;

import static io.shardbeat.assignment.AssignmentProblem.NOBODY;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.group.GroupSnapshot;
import io.shardbeat.group.HandOver;
import io.shardbeat.group.Lease;
import io.shardbeat.group.Member;
import io.shardbeat.group.shard.Cause;
import io.shardbeat.group.shard.ShardState;
import io.shardbeat.group.shard.ShardState.Held;
import io.shardbeat.group.shard.ShardState.InFlight;
import io.shardbeat.group.shard.ShardState.Released;
import io.shardbeat.group.shard.ShardState.Waiting;
import io.shardbeat.group.shard.ShardState.Withdrawn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where every assignable shard is, as arrays over the shard and member indices: at first as it is stored, then as the steps
 * of a pass change it.
 */
public final class Ownership {
    private final GroupSnapshot group;
    private final ShardIndex index;
    private final LiveMembers liveMembers;
    private final PlanBuilder plan;
    private final int[] holder;
    private final @Nullable InFlight[] inFlight;
    /** Per member, whether its grant is no longer as it is stored. */
    private final boolean[] changed;
    /** Hand-overs that are not contradicted by a grant. */
    private final List<HandOver> underWay = new ArrayList<>();
    /** What live members hold though it is not assignable. */
    private final List<NotAssignable> notAssignable = new ArrayList<>();

    private final List<Waiting> withdrawn = new ArrayList<>();

    private record NotAssignable(ShardId shard, int member) {}

    Ownership(GroupSnapshot group, LiveMembers liveMembers, PlanBuilder plan) {
        this.group = group;
        this.liveMembers = liveMembers;
        this.plan = plan;
        index = new ShardIndex(group.shards());
        holder = new int[index.size()];
        Arrays.fill(holder, NOBODY);
        inFlight = new InFlight[index.size()];
        changed = new boolean[liveMembers.live().size()];
        for (int m = 0; m < changed.length; m++) {
            readGrant(m);
        }
        group.handOvers().forEach(this::readHandOver);
    }

    private void readGrant(int m) {
        Member member = liveMembers.live().get(m);
        changed[m] = member.pending();
        for (ShardId shard : member.grant().shards().shards()) {
            int s = index.of(shard);
            if (s == ShardIndex.ABSENT) {
                notAssignable.add(new NotAssignable(shard, m));
            } else if (holder[s] == NOBODY) {
                holder[s] = m;
            } else {
                changed[m] = true;
                Held second = new Held(member.id());
                plan.change(shard, second, second.repaired(memberId(holder[s])), Cause.REPAIRED);
            }
        }
    }

    private void readHandOver(HandOver handOver) {
        int s = index.of(handOver.shard());
        if (s != ShardIndex.ABSENT && holder[s] != NOBODY) {
            InFlight both = ShardState.of(handOver);
            plan.change(handOver.shard(), both, both.repaired(memberId(holder[s])), Cause.REPAIRED);
        } else {
            underWay.add(handOver);
        }
    }

    /** The hand-overs that are stored. */
    List<HandOver> underWay() {
        return underWay;
    }

    /** The second step of a pass: who let go of what. What members were told before a loss of writes proves nothing. */
    void release() {
        for (HandOver handOver : underWay) {
            int from = liveMembers.indexOf(handOver.holder());
            if (from != NOBODY) {
                int s = index.of(handOver.shard());
                InFlight seen = seen(
                        ShardState.of(handOver), liveMembers.live().get(from).lease());
                if (s != ShardIndex.ABSENT) {
                    inFlight[s] = seen;
                } else {
                    releaseNotAssignable(seen);
                }
            }
        }
    }

    private InFlight seen(InFlight stored, @Nullable Lease lease) {
        if (lease == null || group.rebuildEpoch() != 0) {
            return stored;
        }
        InFlight seen = stored instanceof Released released
                ? released.seen(lease)
                : ((ShardState.HandingOver) stored).seen(lease, group.now());
        if (seen != stored && !isOver(seen)) {
            boolean letGo = seen instanceof Released;
            plan.change(stored.handOver().shard(), stored, seen, letGo ? Cause.RELEASED : Cause.TAKEN_UP);
        }
        return seen;
    }

    private void releaseNotAssignable(InFlight seen) {
        Withdrawn waiting = seen.withdraw();
        if (isOver(seen)) {
            plan.change(seen.handOver().shard(), seen, waiting.letGo(), Cause.RELEASED);
        } else {
            withdrawn.add(waiting);
        }
    }

    private boolean isOver(InFlight state) {
        return state instanceof Released released && released.isOver(group.policy(), group.now());
    }

    /** The third step: what the catalog does not have leaves its holder's grant. */
    void withdraw() {
        for (NotAssignable held : notAssignable) {
            Held was = new Held(memberId(held.member()));
            changed[held.member()] = true;
            plan.change(held.shard(), was, was.withdraw(held.shard(), group.now()), Cause.WITHDRAWN);
        }
    }

    ShardIndex index() {
        return index;
    }

    LiveMembers liveMembers() {
        return liveMembers;
    }

    ShardId shard(int shard) {
        return index.shard(shard);
    }

    /** The member whose grant has the shard, or {@code NOBODY}. */
    int holder(int shard) {
        return holder[shard];
    }

    /** How the shard is on its way; {@code null} when it is not. */
    @Nullable InFlight inFlight(int shard) {
        return inFlight[shard];
    }

    /** The member whose grant has the shard or that still has to release it, or {@code NOBODY}. */
    int owner(int shard) {
        InFlight state = inFlight[shard];
        return state == null ? holder[shard] : liveMembers.indexOf(state.holder());
    }

    /** The shards of the catalog that the member's last report lists. */
    int[] reported(int member) {
        Lease lease = liveMembers.live().get(member).lease();
        return lease == null ? new int[0] : index.all(lease.report());
    }

    /** The hand-overs of shards that are not assignable, whose holders have not let go. */
    List<Waiting> withdrawn() {
        return withdrawn;
    }

    /** Whether the shard's holder has let go of it, and it has rested for the release margin. */
    boolean isReleased(int shard) {
        InFlight state = inFlight[shard];
        return state != null && isOver(state);
    }

    /**
     * Per shard, the member it should stay with if balance allows: its holder, or who is next to hold it. Back to its
     * holder only while that one still has it: a released shard is anybody's, and costs nothing wherever it goes. A
     * free one best goes to the member that works on it.
     */
    int[] preferred(ReportedOwners reported) {
        int[] preferred = holder.clone();
        for (int s = 0; s < preferred.length; s++) {
            InFlight state = inFlight[s];
            if (state != null) {
                int next = liveMembers.indexOf(state.next());
                preferred[s] = next == NOBODY && !isOver(state) ? liveMembers.indexOf(state.holder()) : next;
            } else if (holder[s] == NOBODY) {
                preferred[s] = reported.only(s);
            }
        }
        return preferred;
    }

    /** The shard goes into the member's grant. */
    void give(int shard, int member) {
        if (holder[shard] != NOBODY) {
            changed[holder[shard]] = true;
        }
        holder[shard] = member;
        inFlight[shard] = null;
        changed[member] = true;
    }

    /** The shard leaves the grant it is in, if it is in one, and is on its way. */
    void take(int shard, InFlight state) {
        if (holder[shard] != NOBODY) {
            changed[holder[shard]] = true;
        }
        holder[shard] = NOBODY;
        inFlight[shard] = state;
    }

    /** Whether the member's grant is no longer as it is stored. */
    boolean isChanged(int member) {
        return changed[member];
    }

    /** The name of a live member. */
    MemberId memberId(int member) {
        return liveMembers.live().get(member).id();
    }

    @Nullable MemberId name(int member) {
        return member == NOBODY ? null : memberId(member);
    }
}
