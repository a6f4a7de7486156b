package io.shardbeat.group.shard;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.group.shard.Decision.Kind;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a shard was before or after a decision, as far as the decision tells.
 *
 * @param standing whether somebody had it
 * @param holder who may have worked on it; {@code null} when nobody had it
 * @param next who was to get it; {@code null} when it was not on its way, or to nobody
 */
public record Whereabouts(
        Standing standing,
        @Nullable MemberId holder,
        @Nullable MemberId next) {
    public static final Whereabouts NOBODY = new Whereabouts(Standing.NOBODY, null, null);

    private static final Set<Kind> GOING_ON =
            Set.of(Kind.HAND_OVER_STUCK, Kind.HAND_OVER_REDIRECTED, Kind.HAND_OVER_RELEASED, Kind.HAND_OVER_TAKEN_UP);

    public enum Standing {
        /** In its holder's grant. */
        HELD,
        /** On its way: its holder is asked to let go. */
        HANDING_OVER,
        /** Free, resting or parked. */
        NOBODY
    }

    /** Whether a state begins with the decision; if not, it goes on in another way. */
    public static boolean begin(Decision decision) {
        return !GOING_ON.contains(decision.kind());
    }

    /** Where the shard was from the decision on. */
    public static Whereabouts after(Decision decision) {
        return switch (decision.kind()) {
            case GRANTED, HANDED_OVER, HAND_OVER_FORCED, HAND_OVER_REPAIRED, ADOPTED, DOUBLE_GRANT_REPAIRED ->
                held(decision.to());
            case HAND_OVER_CANCELLED -> held(decision.from());
            case HAND_OVER_BEGUN,
                    HAND_OVER_RELEASED,
                    HAND_OVER_TAKEN_UP,
                    HAND_OVER_RENEWED,
                    HAND_OVER_REDIRECTED,
                    HAND_OVER_STUCK,
                    SHARD_REMOVED -> new Whereabouts(Standing.HANDING_OVER, decision.from(), decision.to());
            default -> NOBODY;
        };
    }

    /** Where the shard was until the decision. Who was next then is not told. */
    public static Whereabouts before(Decision decision) {
        return switch (decision.kind()) {
            case HAND_OVER_BEGUN -> decision.cause() == Cause.REPORTED ? NOBODY : held(decision.from());
            case SHARD_REMOVED, SHARD_FREED, SHARD_PARKED, DOUBLE_GRANT_REPAIRED, ADOPTED -> held(decision.from());
            case HANDED_OVER,
                    HAND_OVER_FORCED,
                    HAND_OVER_CANCELLED,
                    HAND_OVER_REPAIRED,
                    HAND_OVER_RELEASED,
                    HAND_OVER_TAKEN_UP,
                    HAND_OVER_RENEWED,
                    HAND_OVER_REDIRECTED,
                    HAND_OVER_STUCK -> new Whereabouts(Standing.HANDING_OVER, decision.from(), null);
            default -> NOBODY;
        };
    }

    private static Whereabouts held(@Nullable MemberId member) {
        return member == null ? NOBODY : new Whereabouts(Standing.HELD, member, null);
    }
}
