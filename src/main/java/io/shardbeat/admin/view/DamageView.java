package io.shardbeat.admin.view;

import io.shardbeat.coordinator.groups.GroupBrowser.Damage;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Why passes leave a group alone.
 *
 * @param reason what the last pass failed with
 * @param failures how many passes failed, one after another
 * @param since when the first of them did, in Redis time; {@code null} when none has yet
 */
public record DamageView(
        String reason, int failures, @Nullable Instant since) {
    static @Nullable DamageView of(@Nullable Damage damage) {
        return damage == null ? null : new DamageView(damage.reason(), damage.failures(), damage.since());
    }
}
