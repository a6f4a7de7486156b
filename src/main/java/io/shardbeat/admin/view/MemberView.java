package io.shardbeat.admin.view;

import io.shardbeat.assignment.ShardSet;
import io.shardbeat.coordinator.Suspicion;
import io.shardbeat.group.Lease;
import io.shardbeat.group.Member;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A member.
 *
 * @param name the consumer's name
 * @param alive whether its lease is there; without one, the next pass expires it
 * @param pending whether no pass has looked at it yet
 * @param handingOver whether it has been asked to let go of a shard
 * @param granted how many shards it may hold
 * @param reported how many shards it says it holds; 0 without a lease
 * @param grant the shards it may hold: numbers by topic, the first 1,000; so in the report
 * @param report the shards it says it holds; {@code null} without a lease
 * @param answeredEpoch the group's epoch when its last heartbeat was answered; {@code null} without a lease
 * @param intervalMillis the longest time between two of its heartbeats lately; {@code null} where the group's fence
 *     margin does not depend on it, or it is not known yet
 * @param suspicions why two processes seem to beat under this name, as far as this node sees; empty as a rule
 */
public record MemberView(
        String name,
        boolean alive,
        boolean pending,
        boolean handingOver,
        int granted,
        int reported,
        Map<String, int[]> grant,
        @Nullable Map<String, int[]> report,
        @Nullable Long answeredEpoch,
        @Nullable Long intervalMillis,
        List<String> suspicions) {
    /** Shards, or topics without any, of one grant or report. */
    private static final int MOST_LISTED = 1_000;

    static MemberView of(Member member, Set<Suspicion> suspicions) {
        ShardSet grant = member.grant().shards();
        Lease lease = member.lease();
        return new MemberView(
                member.id().name(),
                lease != null,
                member.pending(),
                member.grant().handingOver(),
                grant.size(),
                lease == null ? 0 : lease.report().size(),
                byTopic(grant),
                lease == null ? null : byTopic(lease.report()),
                lease == null ? null : lease.answeredEpoch(),
                member.intervalMillis() == 0 ? null : member.intervalMillis(),
                suspicions.stream()
                        .map(why -> why.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                        .sorted()
                        .toList());
    }

    /** The first of them: an answer is bounded, whatever members hold. The counts beside it are those of all. */
    private static Map<String, int[]> byTopic(ShardSet shards) {
        Map<String, int[]> byTopic = new TreeMap<>();
        int left = MOST_LISTED;
        for (String topic : shards.topics()) {
            if (left <= 0) {
                break;
            }
            int[] numbers = shards.numbers(topic);
            byTopic.put(topic, numbers.length > left ? Arrays.copyOf(numbers, left) : numbers);
            left -= Math.max(1, numbers.length);
        }
        return byTopic;
    }
}
