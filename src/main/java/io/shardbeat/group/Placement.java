package io.shardbeat.group;

import static io.shardbeat.assignment.AssignmentProblem.NOBODY;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.group.Decision.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where every shard is, as arrays over the shard and member indices: read from the snapshot, then changed move by move.
 * Reading it carries out the first steps of a pass: shards of expired members are freed, released hand-overs are
 * recognised, shards that are no longer assignable are withdrawn.
 */
final class Placement {
    private final GroupSnapshot snapshot;
    private final ShardIndex index;
    private final Roster roster;
    private final int[] holder;
    private final @Nullable HandOver[] handOvers;
    private final boolean[] released;
    private final List<HandOver> withdrawn = new ArrayList<>();
    private final boolean[] changed;

    Placement(GroupSnapshot snapshot, Roster roster, PlanBuilder plan) {
        this.snapshot = snapshot;
        this.roster = roster;
        index = new ShardIndex(snapshot.shards());
        holder = new int[index.size()];
        Arrays.fill(holder, NOBODY);
        handOvers = new HandOver[index.size()];
        released = new boolean[index.size()];
        changed = new boolean[roster.live().size()];
        if (roster.isHeldBack()) {
            plan.lookAgainAt(snapshot.isRebuilding() ? snapshot.rebuildEndsMillis() : snapshot.expiryHeldUntilMillis());
        }
        for (Member member : roster.expired()) {
            plan.expire(member);
            member.grant().shards().shards().forEach(shard -> plan.free(shard, member));
        }
        for (int m = 0; m < changed.length; m++) {
            readGrant(plan, m);
        }
        snapshot.handOvers().forEach(handOver -> readHandOver(plan, handOver));
    }

    private void readGrant(PlanBuilder plan, int m) {
        Member member = roster.live().get(m);
        changed[m] = member.pending();
        for (ShardId shard : member.grant().shards().shards()) {
            int s = index.of(shard);
            if (s == ShardIndex.ABSENT) {
                changed[m] = true;
                plan.withdraw(shard, member.id());
            } else if (holder[s] != NOBODY) {
                changed[m] = true;
                plan.decide(Kind.DOUBLE_GRANT_REPAIRED, shard, member.id(), name(holder[s]));
            } else {
                holder[s] = m;
            }
        }
    }

    private void readHandOver(PlanBuilder plan, HandOver handOver) {
        int s = index.of(handOver.shard());
        int from = roster.indexOf(handOver.holder());
        if (s != ShardIndex.ABSENT && holder[s] != NOBODY) {
            plan.endHandOver(handOver);
        } else if (from == NOBODY) {
            plan.endHandOver(handOver);
            plan.free(handOver.shard(), roster.expired(handOver.holder()));
            plan.goOnResting(handOver);
        } else {
            readLiveHandOver(plan, s, handOver);
        }
    }

    private void readLiveHandOver(PlanBuilder plan, int s, HandOver handOver) {
        HandOver seen = seen(handOver);
        boolean isOver = seen.isReleased() && snapshot.policy().restEndsMillis(seen) <= snapshot.nowMillis();
        if (!isOver && seen != handOver) {
            plan.noteRelease(seen);
        }
        if (s != ShardIndex.ABSENT) {
            handOvers[s] = seen;
            released[s] = isOver;
        } else if (isOver) {
            plan.endHandOver(seen);
        } else {
            withdrawn.add(seen);
        }
    }

    /** In the light of its holder's last report. What members were told before a loss of writes proves nothing. */
    private HandOver seen(HandOver handOver) {
        Lease lease = roster.live().get(roster.indexOf(handOver.holder())).lease();
        return lease == null || snapshot.rebuildEpoch() != 0 ? handOver : handOver.seen(lease, snapshot.nowMillis());
    }

    ShardIndex index() {
        return index;
    }

    Roster roster() {
        return roster;
    }

    /** The member whose grant has the shard, or {@code NOBODY}. */
    int holder(int shard) {
        return holder[shard];
    }

    /** The hand-over that was under way when the group was read, released or not. */
    @Nullable HandOver handOver(int shard) {
        return handOvers[shard];
    }

    /** The member whose grant has the shard or that still has to release it, or {@code NOBODY}. */
    int owner(int shard) {
        HandOver handOver = handOvers[shard];
        return handOver == null ? holder[shard] : roster.indexOf(handOver.holder());
    }

    /** The shards of the catalog that the member's last report lists. */
    int[] reported(int member) {
        Lease lease = roster.live().get(member).lease();
        return lease == null ? new int[0] : index.all(lease.report());
    }

    /** The hand-overs of shards that are no longer assignable, whose holders have not let go. */
    List<HandOver> withdrawn() {
        return withdrawn;
    }

    /** Whether the shard's holder has let go of it, and it has rested for the release margin. */
    boolean isReleased(int shard) {
        return released[shard];
    }

    /**
     * Per shard, the member it should stay with if balance allows: its holder, or who is next to hold it. Back to its
     * holder only while that one still has it: a released shard is anybody's, and costs nothing wherever it goes. A
     * free one best goes to the member that works on it.
     */
    int[] preferred(Claims claims) {
        int[] preferred = holder.clone();
        for (int s = 0; s < preferred.length; s++) {
            HandOver handOver = handOvers[s];
            if (handOver != null) {
                int next = roster.indexOf(handOver.next());
                preferred[s] = next == NOBODY && !released[s] ? roster.indexOf(handOver.holder()) : next;
            } else if (holder[s] == NOBODY) {
                preferred[s] = claims.only(s);
            }
        }
        return preferred;
    }

    /** The hand-over is over. */
    void forget(HandOver handOver) {
        handOvers[index.of(handOver.shard())] = null;
    }

    /** The hand-over goes on as if it had just begun. */
    void restart(int shard, HandOver handOver) {
        handOvers[shard] = handOver;
        released[shard] = false;
    }

    void give(int shard, int member) {
        holder[shard] = member;
        changed[member] = true;
    }

    void take(int shard) {
        changed[holder[shard]] = true;
        holder[shard] = NOBODY;
    }

    /** Whether the member's grant is no longer as it is stored. */
    boolean isChanged(int member) {
        return changed[member];
    }

    @Nullable MemberId name(int member) {
        return member == NOBODY ? null : roster.live().get(member).id();
    }
}
