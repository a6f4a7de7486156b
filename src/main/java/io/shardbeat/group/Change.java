package io.shardbeat.group;

import io.shardbeat.assignment.MemberId;
import java.util.Optional;

/** One thing that a pass wants changed: of a shard, of a member or of the group. */
public sealed interface Change permits Transition, Change.OfMember, Change.OfGroup {
    Cause cause();

    /** As the group's history tells it; empty when there is nothing to tell. */
    Optional<Decision> decision();

    /**
     * A member leaves, or has been looked at for the first time.
     *
     * @param cause {@link Cause#EXPIRED} or {@link Cause#JOINED}
     */
    record OfMember(MemberId member, Cause cause) implements Change {
        public OfMember {
            if (cause != Cause.EXPIRED && cause != Cause.JOINED) {
                throw new IllegalArgumentException("a member joins or expires, was " + cause);
            }
        }

        boolean isDeath() {
            return cause == Cause.EXPIRED;
        }

        @Override
        public Optional<Decision> decision() {
            return Optional.of(
                    isDeath()
                            ? new Decision(Decision.Kind.MEMBER_EXPIRED, null, member, null, cause)
                            : new Decision(Decision.Kind.MEMBER_JOINED, null, null, member, cause));
        }
    }

    /** What is so of the whole group from now on. */
    record OfGroup(Decision.Kind what, Cause cause) implements Change {
        @Override
        public Optional<Decision> decision() {
            return Optional.of(new Decision(what, null, null, null, cause));
        }
    }
}
