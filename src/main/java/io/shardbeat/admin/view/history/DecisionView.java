package io.shardbeat.admin.view.history;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.group.shard.Decision;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One thing a pass decided.
 *
 * @param kind for example {@code hand-over-begun}
 * @param shard topic and number; {@code null} when it is about a member
 * @param from the member that loses, or the only one concerned
 * @param to the member that gains
 * @param cause why, for example {@code drained}; {@code null} when an older version wrote it
 */
public record DecisionView(
        String kind,
        @Nullable String shard,
        @Nullable String from,
        @Nullable String to,
        @Nullable String cause) {
    static DecisionView of(Decision decision) {
        return new DecisionView(
                word(decision.kind()),
                decision.shard() == null ? null : decision.shard().toString(),
                name(decision.from()),
                name(decision.to()),
                decision.cause() == null ? null : word(decision.cause()));
    }

    /** As the JSON spells it. */
    public static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static @Nullable String name(@Nullable MemberId member) {
        return member == null ? null : member.name();
    }
}
