package io.shardbeat.coordinator.plan;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.group.shard.Cause;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What passes would make of a group.
 *
 * @param epoch of the group as it was read: what holds for it may not hold for a later one
 * @param moves per shard that would be with another member in the end, in the order of the shards
 * @param spreadBefore how uneven the loads are, see {@link Spread}
 * @param spreadAfter how uneven they would be
 * @param movesMinimum how many shards have to change hands at the least
 */
public record Forecast(long epoch, List<Move> moves, int spreadBefore, int spreadAfter, int movesMinimum) {
    public Forecast {
        moves = List.copyOf(moves);
    }

    /**
     * A shard that would change hands.
     *
     * @param from who has it, or has to let go of it; {@code null} when nobody
     * @param to who would have it; {@code null} when nobody
     * @param cause why it would leave {@code from}, or why {@code to} would get it where nobody has it
     */
    public record Move(
            ShardId shard,
            @Nullable MemberId from,
            @Nullable MemberId to,
            Cause cause) {}
}
