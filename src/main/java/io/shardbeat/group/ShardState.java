package io.shardbeat.group;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
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

    private static ShardState freeFrom(long untilMillis, long nowMillis) {
        return untilMillis > nowMillis ? new Resting(untilMillis) : Free.FREE;
    }

    /** Somebody has it, or has to let go of it. */
    sealed interface Owned extends ShardState {
        /** The member that may be working on the shard. */
        MemberId holder();

        /** The holder's lease is gone: the shard is free, but if a margin is to pass before it goes to somebody else. */
        ShardState expire(long untilMillis, long nowMillis);
    }

    /** In nobody's grant, since its holder has to let go of it first. */
    sealed interface InFlight extends Owned {
        /** As it is stored. */
        HandOver handOver();

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
        default HandingOver begunAnew(long nowMillis) {
            HandOver was = handOver();
            return new HandingOver(new HandOver(was.shard(), was.holder(), was.next(), HandOver.NEW_EPOCH, nowMillis));
        }

        /** A rebuild finds that a member works on it. */
        default Held adoptedBy(MemberId heir) {
            return new Held(heir);
        }

        /** The store has it in a grant, too, where it stays. */
        default Held repaired(MemberId other) {
            return new Held(other);
        }

        /** It is not assignable any more, and goes on waiting for its holder. */
        default Withdrawn withdraw() {
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
        static final Free FREE = new Free();

        Held grantTo(MemberId member) {
            return new Held(member);
        }

        /** A member that must not hold it says that it does: the shard is the next one's when that one let go. */
        HandingOver awaitFrom(ShardId shard, MemberId claimant, @Nullable MemberId next, long nowMillis) {
            return HandingOver.begun(shard, claimant, next, nowMillis);
        }

        Held adoptedBy(MemberId heir) {
            return new Held(heir);
        }
    }

    /**
     * Nobody has it, and nobody gets it for a while: who had it may work on it still, or it is parked.
     *
     * @param untilMillis in milliseconds of Redis time
     */
    record Resting(long untilMillis) implements ShardState {
        Free rested() {
            return Free.FREE;
        }
    }

    /** It is in a member's grant. */
    record Held(MemberId holder) implements Owned {
        /** It leaves the holder's grant, and is the next one's when the holder has let go. */
        HandingOver handOver(ShardId shard, @Nullable MemberId next, long nowMillis) {
            return HandingOver.begun(shard, holder, next, nowMillis);
        }

        /** It is not assignable any more; who may be working on it is still known if it comes back. */
        Withdrawn withdraw(ShardId shard, long nowMillis) {
            return new Withdrawn(new HandOver(shard, holder, null, HandOver.NEW_EPOCH, nowMillis));
        }

        @Override
        public ShardState expire(long untilMillis, long nowMillis) {
            return freeFrom(untilMillis, nowMillis);
        }

        /** A rebuild finds that another member works on it. */
        Held adoptedBy(MemberId heir) {
            return new Held(heir);
        }

        /** The store has it in another grant, too, where it stays. */
        Held repaired(MemberId other) {
            return new Held(other);
        }
    }

    /** Its holder has not let go, as far as is known. */
    record HandingOver(HandOver handOver) implements Waiting {
        private static HandingOver begun(ShardId shard, MemberId holder, @Nullable MemberId next, long nowMillis) {
            return new HandingOver(new HandOver(shard, holder, next, HandOver.NEW_EPOCH, nowMillis));
        }

        /** In the light of the holder's last report. */
        InFlight seen(Lease lease, long nowMillis) {
            return handOver.isReleasedBy(lease) ? new Released(handOver.releasedAt(nowMillis)) : this;
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
        Held force(MemberId next) {
            return new Held(next);
        }

        /** The holder is to keep it after all. */
        Held cancel() {
            return new Held(holder());
        }

        @Override
        public ShardState expire(long untilMillis, long nowMillis) {
            return freeFrom(untilMillis, nowMillis);
        }
    }

    /** Its holder has let go; it rests for the release margin, if there is one. */
    record Released(HandOver handOver) implements InFlight {
        boolean isOver(GroupPolicy policy, long nowMillis) {
            return policy.restEndsMillis(handOver) <= nowMillis;
        }

        /** In the light of the holder's last report, which may list the shard again. */
        InFlight seen(Lease lease) {
            return lease.report().contains(handOver.shard()) ? new HandingOver(handOver.releasedAt(0)) : this;
        }

        /** The margin is over, and the next member has it. */
        Held handTo(MemberId next) {
            return new Held(next);
        }

        /** The margin is over, and there is nobody to have it. */
        Free free() {
            return Free.FREE;
        }

        /** The margin is over, and somebody else says that it holds it. */
        HandingOver awaitFrom(MemberId claimant, @Nullable MemberId next, long nowMillis) {
            return HandingOver.begun(handOver.shard(), claimant, next, nowMillis);
        }

        /** It goes back to who had it, before the margin is over. */
        Held cancel() {
            return new Held(holder());
        }

        @Override
        public Released redirect(@Nullable MemberId next) {
            return new Released(handOver.withNext(next));
        }

        /** The holder died: it rests no shorter than it would have. */
        @Override
        public ShardState expire(long untilMillis, long nowMillis) {
            return freeFrom(untilMillis, nowMillis);
        }
    }

    /** It is not assignable, and its holder has not let go. Stored as a hand-over to nobody. */
    record Withdrawn(HandOver handOver) implements Waiting {
        /** The holder has let go: nobody has to know of the shard any more. */
        Free letGo() {
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
        public ShardState expire(long untilMillis, long nowMillis) {
            return freeFrom(untilMillis, nowMillis);
        }
    }
}
