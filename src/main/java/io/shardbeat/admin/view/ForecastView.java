package io.shardbeat.admin.view;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.coordinator.plan.Forecast;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What would happen; nothing did.
 *
 * @param epoch of the group that was looked at: send it back as {@code If-Match}
 * @param moves shards that would be with another member in the end; the first 1,000
 * @param moveCount how many there are
 * @param spreadBefore the most shards that a member has less the fewest; by their weights
 * @param spreadAfter the same in the end
 * @param movesMinimum so many have to change hands at the least so that loads are even
 */
public record ForecastView(
        long epoch, List<MoveView> moves, int moveCount, int spreadBefore, int spreadAfter, int movesMinimum) {
    private static final int MOST_LISTED = 1_000;

    /**
     * @param from {@code null}: nobody has it
     * @param to {@code null}: nobody would
     * @param cause for example {@code drained}
     */
    public record MoveView(
            String shard, @Nullable String from, @Nullable String to, String cause) {}

    public static ForecastView of(Forecast forecast) {
        List<MoveView> listed = forecast.moves().stream()
                .limit(MOST_LISTED)
                .map(move -> new MoveView(
                        move.shard().toString(),
                        name(move.from()),
                        name(move.to()),
                        move.cause().name().toLowerCase(Locale.ROOT).replace('_', '-')))
                .toList();
        return new ForecastView(
                forecast.epoch(),
                listed,
                forecast.moves().size(),
                forecast.spreadBefore(),
                forecast.spreadAfter(),
                forecast.movesMinimum());
    }

    /** Of a group that nobody is in. */
    public static ForecastView nothing(long epoch) {
        return new ForecastView(epoch, List.of(), 0, 0, 0, 0);
    }

    private static @Nullable String name(@Nullable MemberId member) {
        return member == null ? null : member.name();
    }
}
