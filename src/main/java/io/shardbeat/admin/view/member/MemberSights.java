package io.shardbeat.admin.view.member;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.coordinator.heartbeat.DoubledMembers;
import io.shardbeat.group.GroupId;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a node has seen itself of a member's heartbeats. */
@FunctionalInterface
public interface MemberSights {
    /** Nobody was seen. */
    MemberSights NONE = member -> Seen.NOTHING;

    Seen of(MemberId member);

    /** @param interval the usual time between two of them; {@code null} when not known */
    record Seen(@Nullable Duration interval, List<String> suspicions) {
        static final Seen NOTHING = new Seen(null, List.of());
    }

    static MemberSights of(DoubledMembers members, GroupId group) {
        return member -> new Seen(
                members.interval(group, member).orElse(null),
                members.of(group, member).stream()
                        .map(why -> why.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                        .sorted()
                        .toList());
    }
}
