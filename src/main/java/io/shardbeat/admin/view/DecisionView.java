package io.shardbeat.admin.view;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.group.Decision;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One thing a pass decided.
 *
 * @param kind for example {@code hand-over-begun}
 * @param shard topic and number; {@code null} when it is about a member
 * @param from the member that loses, or the only one concerned
 * @param to the member that gains
 */
public record DecisionView(
        String kind,
        @Nullable String shard,
        @Nullable String from,
        @Nullable String to) {
    static DecisionView of(Decision decision) {
        return new DecisionView(
                decision.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                decision.shard() == null ? null : decision.shard().toString(),
                name(decision.from()),
                name(decision.to()));
    }

    private static @Nullable String name(@Nullable MemberId member) {
        return member == null ? null : member.name();
    }
}
