package io.shardbeat.admin.view.shard;

import io.shardbeat.admin.view.history.DecisionView;
import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.coordinator.groups.Histories.Because;
import io.shardbeat.coordinator.groups.Histories.Past;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who had a shard at a time.
 *
 * @param at that time
 * @param standing {@code held}, {@code handing-over}: its owner was asked to let go of it, or {@code nobody}
 * @param owner who may have worked on it; {@code null} when nobody had it
 * @param next who was to get it; {@code null} when it was not on its way
 * @param since when that began or went on in another way; {@code null} when that is older than the history
 * @param sinceEpoch the epoch of that; {@code null} like it
 * @param kind the decision that made it so; {@code null} like it
 * @param cause why; {@code null} like it
 */
public record OwnerView(
        String shard,
        Instant at,
        String standing,
        @Nullable String owner,
        @Nullable String next,
        @Nullable Instant since,
        @Nullable Long sinceEpoch,
        @Nullable String kind,
        @Nullable String cause) {
    public static OwnerView of(ShardId shard, Instant at, Past past) {
        Because because = past.because();
        MemberId holder = past.where().holder();
        MemberId next = past.where().next();
        return new OwnerView(
                shard.toString(),
                at,
                DecisionView.word(past.where().standing()),
                holder == null ? null : holder.name(),
                next == null ? null : next.name(),
                because == null ? null : because.at(),
                because == null ? null : because.epoch(),
                because == null ? null : DecisionView.word(because.decision().kind()),
                because == null || because.decision().cause() == null
                        ? null
                        : DecisionView.word(because.decision().cause()));
    }
}
