package io.shardbeat.group.shard;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.group.shard.Decision.Kind;
import io.shardbeat.group.shard.ShardState.Held;
import io.shardbeat.group.shard.ShardState.InFlight;
import io.shardbeat.group.shard.ShardState.Owned;
import io.shardbeat.group.shard.ShardState.Resting;
import org.jspecify.annotations.Nullable;

/**
 * A shard goes from one state to the next. Of one shard several may follow each other in a pass: its holder expires, and
 * it is granted to somebody else.
 */
public record Transition(ShardId shard, ShardState before, ShardState after, Cause cause) implements Change {
    @Override
    public Decision decision() {
        return new Decision(kind(), shard, from(), to(), cause);
    }

    private Kind kind() {
        if (after instanceof Held) {
            return heldKind();
        }
        if (after instanceof InFlight) {
            return inFlightKind();
        }
        if (before instanceof Resting) {
            return Kind.SHARD_RESTED;
        }
        return cause == Cause.PARKED ? Kind.SHARD_PARKED : Kind.SHARD_FREED;
    }

    private Kind heldKind() {
        if (cause == Cause.ADOPTED) {
            return Kind.ADOPTED;
        }
        if (cause == Cause.REPAIRED) {
            return before instanceof Held ? Kind.DOUBLE_GRANT_REPAIRED : Kind.HAND_OVER_REPAIRED;
        }
        if (!(before instanceof Owned)) {
            return Kind.GRANTED;
        }
        return switch (cause) {
            case CANCELLED -> Kind.HAND_OVER_CANCELLED;
            case FORCED -> Kind.HAND_OVER_FORCED;
            default -> Kind.HANDED_OVER;
        };
    }

    private Kind inFlightKind() {
        return switch (cause) {
            case WITHDRAWN -> Kind.SHARD_REMOVED;
            case RELEASED -> Kind.HAND_OVER_RELEASED;
            case REDIRECTED -> Kind.HAND_OVER_REDIRECTED;
            case OVERDUE -> Kind.HAND_OVER_STUCK;
            case TAKEN_UP -> Kind.HAND_OVER_TAKEN_UP;
            case REBUILT -> Kind.HAND_OVER_RENEWED;
            default -> Kind.HAND_OVER_BEGUN;
        };
    }

    private @Nullable MemberId from() {
        Owned owned = after instanceof InFlight inFlight ? inFlight : before instanceof Owned held ? held : null;
        return owned == null ? null : owned.holder();
    }

    private @Nullable MemberId to() {
        if (after instanceof InFlight inFlight) {
            return inFlight.next();
        }
        if (cause == Cause.CANCELLED && before instanceof InFlight inFlight) {
            return inFlight.next();
        }
        return after instanceof Held held ? held.holder() : null;
    }
}
