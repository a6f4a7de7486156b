package io.shardbeat.group.shard;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.group.shard.Decision.Kind;

/** One thing that a pass wants changed: of a shard, of a member or of the group. */
public sealed interface Change permits Transition, Change.OfMember, Change.OfGroup {
    Cause cause();

    /** As the group's history tells it. */
    Decision decision();

    /**
     * A member leaves, or has been looked at for the first time.
     *
     * @param cause {@link Cause#JOINED}, or why it leaves: {@link Cause#EXPIRED}, {@link Cause#EVICTED}, {@link Cause#LEFT}
     */
    record OfMember(MemberId member, Cause cause) implements Change {
        public OfMember {
            if (cause != Cause.JOINED && kind(cause) == Kind.MEMBER_JOINED) {
                throw new IllegalArgumentException("a member joins, expires, leaves or is evicted, was " + cause);
            }
        }

        /** Whether the member is in the group no more. */
        public boolean isEnd() {
            return cause != Cause.JOINED;
        }

        /** Whether it is removed since somebody wants it so, not since its lease is gone. */
        public boolean isDeparture() {
            return cause == Cause.EVICTED || cause == Cause.LEFT;
        }

        private static Kind kind(Cause cause) {
            return switch (cause) {
                case EXPIRED -> Kind.MEMBER_EXPIRED;
                case EVICTED -> Kind.MEMBER_EVICTED;
                case LEFT -> Kind.MEMBER_LEFT;
                default -> Kind.MEMBER_JOINED;
            };
        }

        @Override
        public Decision decision() {
            return isEnd()
                    ? new Decision(kind(cause), null, member, null, cause)
                    : new Decision(kind(cause), null, null, member, cause);
        }
    }

    /** What is so of the whole group from now on. */
    record OfGroup(Decision.Kind what, Cause cause) implements Change {
        @Override
        public Decision decision() {
            return new Decision(what, null, null, null, cause);
        }
    }
}
