package io.shardbeat.admin.view.member;

import io.shardbeat.assignment.ShardSet;
import io.shardbeat.coordinator.groups.MemberFacts;
import io.shardbeat.coordinator.groups.MemberFacts.Join;
import io.shardbeat.group.Lease;
import io.shardbeat.group.Member;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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
 * @param lastHeartbeat when that was, told by what is left of its lease; {@code null} without a lease
 * @param silentMillis how long ago that is
 * @param leaseLeftMillis in what time it expires, if it stays silent; {@code null} without a lease
 * @param aboutToExpire whether it has been silent for more than half of the session timeout
 * @param intervalMillis the longest time between two of its heartbeats lately, where the group's fence margin depends on
 *     it; else the usual time, as far as this node sees its heartbeats; {@code null} when not known
 * @param joined when it joined; {@code null} when nobody noted that, as before version 0.2; so in the next three
 * @param client what it said it is when it joined, the first 120 characters of its {@code User-Agent}
 * @param address where it came from when it joined; a proxy's where there is one
 * @param key the id of the access key that it showed when it joined
 * @param draining whether an operator wants it to hold nothing
 * @param weight its share of the shards compared with others
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
        @Nullable Instant lastHeartbeat,
        @Nullable Long silentMillis,
        @Nullable Long leaseLeftMillis,
        boolean aboutToExpire,
        @Nullable Long intervalMillis,
        @Nullable Instant joined,
        @Nullable String client,
        @Nullable String address,
        @Nullable String key,
        boolean draining,
        int weight,
        List<String> suspicions) {
    /** Shards, or topics without any, of one grant or report. */
    private static final int MOST_LISTED = 1_000;

    /**
     * @param facts when its heartbeats came, and who it is
     * @param wish what operators want of it
     * @param seen what this node has seen of its heartbeats
     * @param timeout the group's session timeout
     */
    public static MemberView of(Member member, MemberFacts facts, Wish wish, MemberSights.Seen seen, Duration timeout) {
        ShardSet grant = member.grant().shards();
        Lease lease = member.lease();
        Instant last = facts.lastHeartbeat(timeout);
        Duration silent = last == null ? null : Duration.between(last, facts.now());
        Join join = facts.join();
        Duration interval = member.interval() == null ? seen.interval() : member.interval();
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
                last,
                millis(silent),
                millis(facts.leaseLeft()),
                silent == null ? lease == null : silent.compareTo(timeout.dividedBy(2)) > 0,
                millis(interval),
                join == null ? null : join.at(),
                join == null ? null : orNull(join.client()),
                join == null ? null : orNull(join.address()),
                join == null ? null : orNull(join.key()),
                wish.draining(),
                wish.weight(),
                seen.suspicions());
    }

    private static @Nullable Long millis(@Nullable Duration time) {
        return time == null ? null : time.toMillis();
    }

    /** What operators want of a member. */
    public record Wish(boolean draining, int weight) {}

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
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
