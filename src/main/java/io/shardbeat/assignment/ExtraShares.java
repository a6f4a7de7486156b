package io.shardbeat.assignment;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Who takes an extra of which topic, while it is being worked out. A <em>claim</em> is a member that has more of a topic
 * than its base already: giving it an extra there saves a move, so as many claims as possible are to be granted. Every
 * extra that is granted without a claim is a <em>fill</em>.
 *
 * <p>Only claims and fills are stored, never the matrix of members and topics.
 */
final class ExtraShares {
    final Quotas quotas;
    final int members;
    /** Per topic, how many extras are still to be granted; below 0 while too many are. */
    final int[] need;
    /** Per member, how many extras it has been granted. */
    final int[] taken;
    /** How many more members may go from their low to their high number of extras. */
    int spare;

    /** Claims, sorted by topic, then member. */
    final int[] claimTopic;

    final int[] claimMember;
    final boolean[] granted;
    /** Per claim, whether a pin needs it; {@code null} when nothing is pinned. */
    final boolean @Nullable [] fixed;
    /** Per topic, its first claim. */
    final int[] topicClaims;
    /** Per member, where its claims start in {@link #claimsByMember}. */
    final int[] memberClaims;

    final int[] claimsByMember;
    final FillLists fills;

    /** All claims, none granted. */
    ExtraShares(Quotas quotas, RetainableExtras claims) {
        this.quotas = quotas;
        this.members = quotas.low.length;
        this.need = quotas.extras.clone();
        this.taken = new int[members];
        this.spare = Arrays.stream(need).sum() - Arrays.stream(quotas.low).sum();
        this.claimTopic = Arrays.copyOf(claims.topic, claims.count);
        this.claimMember = Arrays.copyOf(claims.member, claims.count);
        this.granted = new boolean[claims.count];
        this.fixed = claims.fixed;
        this.topicClaims = claims.topicClaims;
        this.memberClaims = Counting.starts(claimMember, members, 0);
        this.claimsByMember = Counting.group(claimMember, memberClaims);
        this.fills = new FillLists(quotas);
    }

    boolean isFixed(int claim) {
        return fixed != null && fixed[claim];
    }

    void grant(int claim) {
        granted[claim] = true;
        taken[claimMember[claim]]++;
        need[claimTopic[claim]]--;
    }

    void drop(int claim) {
        granted[claim] = false;
        taken[claimMember[claim]]--;
        need[claimTopic[claim]]++;
    }

    void addFill(int topic, int member) {
        fills.add(topic, member);
        taken[member]++;
        need[topic]--;
    }

    void removeFill(int topic, int member) {
        fills.remove(topic, member);
        taken[member]--;
        need[topic]++;
    }

    /** Whether the member can be granted one more extra as things stand. */
    boolean hasRoom(int member) {
        return taken[member] < quotas.low[member] || (spare > 0 && couldTakeSpare(member));
    }

    /** Whether the member lacks nothing but a spare to be granted one more extra. */
    boolean couldTakeSpare(int member) {
        return taken[member] == quotas.low[member] && quotas.high[member] > quotas.low[member];
    }

    /** Whether one of the spares went to the member. */
    boolean usesSpare(int member) {
        return taken[member] > quotas.low[member];
    }
}
