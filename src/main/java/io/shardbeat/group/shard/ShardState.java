package io.shardbeat.group.shard;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.group.GroupPolicy;
import io.shardbeat.group.HandOver;
import io.shardbeat.group.Lease;
import io.shardbeat.group.plan.Ownership;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a shard is in its life. Each state has what is known of the shard in it, and a method for each state that may
 * follow: what has no method here cannot happen. {@code docs/internals/shard-states.md} draws it.
 *
 * <p>A big group has half a million shards, nearly all of which stay as they are in a pass. {@link Ownership} keeps those
 * in arrays; a state is made of a shard that changes.
 */
public sealed interface ShardState {
    /** How a hand-over that is stored goes on. */
    static InFlight of(HandOver handOver) {
        return handOver.isReleased() ? new Released(handOver) : new HandingOver(handOver);
    }

    private static ShardState freeFrom(Instant until, Instant now) {
        return until.isAfter(now) ? new Resting(until) : Free.FREE;
    }

    /** Somebody has it, or has to let go of it. */
    sealed interface Owned extends ShardState {
        /** The member that may be working on the shard. */
        MemberId holder();

        /** The holder's lease is gone: the shard is free, but if a margin is to pass before it goes to somebody else. */
        ShardState expire(Instant until, Instant now);
    }

    /** In nobody's grant, since its holder has to let go of it first. */
    sealed interface InFlight extends Owned {
        /** As it is stored. */
        public HandOver handOver();

        @Override
        default MemberId holder() {
            return handOver().holder();
        }

        default @Nullable MemberId next() {
            return handOver().next();
        }

        /** Somebody else is to have it; {@code null} when nobody can. */
        InFlight redirect(@Nullable MemberId next);

        /** The store lost writes: what the holder was told before counts for nothing. */
        default HandingOver begunAnew(Instant now) {
            HandOver was = handOver();
            return new HandingOver(new HandOver(was.shard(), was.holder(), was.next(), HandOver.NEW_EPOCH, now));
        }

        /** A rebuild finds that a member works on it. */
        public default Held adoptedBy(MemberId heir) {
            return new Held(heir);
        }

        /** The store has it in a grant, too, where it stays. */
        public default Held repaired(MemberId other) {
            return new Held(other);
        }

        /** It is not assignable any more, and goes on waiting for its holder. */
        public default Withdrawn withdraw() {
            return new Withdrawn(handOver());
        }
    }

    /** The holder has not let go, or not for long enough. */
    sealed interface Waiting extends InFlight {
        /** It takes longer than its limit, which is said once. */
        Waiting stuck();
    }

    /** Nobody has it. */
    record Free() implements ShardState {
        public static final Free FREE = new Free();

        public Held grantTo(MemberId member) {
            return new Held(member);
        }

        /** A member that must not hold it says that it does: the shard is the next one's when that one let go. */
        public HandingOver awaitFrom(ShardId shard, MemberId claimant, @Nullable MemberId next, Instant now) {
            return HandingOver.begun(shard, claimant, next, now);
        }

        public Held adoptedBy(MemberId heir) {
            return new Held(heir);
        }
    }

    /**
     * Nobody has it, and nobody gets it for a while: who had it may work on it still, or it is parked.
     *
     * @param until in Redis time
     */
    record Resting(Instant until) implements ShardState {
        /** The time is over. */
        public Free rested() {
            return Free.FREE;
        }
    }

    /** It is in a member's grant. */
    record Held(MemberId holder) implements Owned {
        /** It leaves the holder's grant, and is the next one's when the holder has let go. */
        public HandingOver handOver(ShardId shard, @Nullable MemberId next, Instant now) {
            return HandingOver.begun(shard, holder, next, now);
        }

        /** It is not assignable any more; who may be working on it is still known if it comes back. */
        public Withdrawn withdraw(ShardId shard, Instant now) {
            return new Withdrawn(new HandOver(shard, holder, null, HandOver.NEW_EPOCH, now));
        }

        @Override
        public ShardState expire(Instant until, Instant now) {
            return freeFrom(until, now);
        }

        /** A rebuild finds that another member works on it. */
        public Held adoptedBy(MemberId heir) {
            return new Held(heir);
        }

        /** The store has it in another grant, too, where it stays. */
        public Held repaired(MemberId other) {
            return new Held(other);
        }
    }

    /** Its holder has not let go, as far as is known. */
    record HandingOver(HandOver handOver) implements Waiting {
        private static HandingOver begun(ShardId shard, MemberId holder, @Nullable MemberId next, Instant now) {
            return new HandingOver(new HandOver(shard, holder, next, HandOver.NEW_EPOCH, now));
        }

        /** In the light of the holder's last report. */
        public InFlight seen(Lease lease, Instant now) {
            return handOver.isReleasedBy(lease) ? new Released(handOver.releasedAt(now)) : this;
        }

        @Override
        public HandingOver redirect(@Nullable MemberId next) {
            return new HandingOver(handOver.withNext(next));
        }

        @Override
        public HandingOver stuck() {
            return new HandingOver(handOver.asStuck());
        }

        /** The next member gets it although the holder may be working on it. */
        public Held force(MemberId next) {
            return new Held(next);
        }

        /** The holder is to keep it after all. */
        public Held cancel() {
            return new Held(holder());
        }

        @Override
        public ShardState expire(Instant until, Instant now) {
            return freeFrom(until, now);
        }
    }

    /** Its holder has let go; it rests for the release margin, if there is one. */
    record Released(HandOver handOver) implements InFlight {
        public boolean isOver(GroupPolicy policy, Instant now) {
            return !policy.restEnds(handOver).isAfter(now);
        }

        /** In the light of the holder's last report, which may list the shard again. */
        public InFlight seen(Lease lease) {
            return lease.report().contains(handOver.shard()) ? new HandingOver(handOver.takenUp()) : this;
        }

        /** The margin is over, and the next member has it. */
        public Held handTo(MemberId next) {
            return new Held(next);
        }

        /** The margin is over, and there is nobody to have it. */
        public Free free() {
            return Free.FREE;
        }

        /** The margin is over, and somebody else says that it holds it. */
        public HandingOver awaitFrom(MemberId claimant, @Nullable MemberId next, Instant now) {
            return HandingOver.begun(handOver.shard(), claimant, next, now);
        }

        /** It goes back to who had it, before the margin is over. */
        public Held cancel() {
            return new Held(holder());
        }

        @Override
        public Released redirect(@Nullable MemberId next) {
            return new Released(handOver.withNext(next));
        }

        /** The holder died: it rests no shorter than it would have. */
        @Override
        public ShardState expire(Instant until, Instant now) {
            return freeFrom(until, now);
        }
    }

    /** It is not assignable, and its holder has not let go. Stored as a hand-over to nobody. */
    record Withdrawn(HandOver handOver) implements Waiting {
        /** The holder has let go: nobody has to know of the shard any more. */
        public Free letGo() {
            return Free.FREE;
        }

        @Override
        public Withdrawn redirect(@Nullable MemberId next) {
            return new Withdrawn(handOver.withNext(next));
        }

        @Override
        public Withdrawn stuck() {
            return new Withdrawn(handOver.asStuck());
        }

        @Override
        public ShardState expire(Instant until, Instant now) {
            return freeFrom(until, now);
        }
    }
}
