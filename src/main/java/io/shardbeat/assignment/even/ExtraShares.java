package io.shardbeat.assignment.even;

import io.shardbeat.assignment.Counting;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Who takes an extra of which topic, while it is being worked out. A <em>keep</em> is a member that has more of a topic
 * than its base already: giving it an extra there saves a move, so as many keeps as possible are to be granted. Every
 * extra that is granted without a keep is a <em>fill</em>.
 *
 * <p>Only keeps and fills are stored, never the matrix of members and topics.
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

    /** Keeps, sorted by topic, then member. */
    final int[] keepTopic;

    final int[] keepMember;
    final boolean[] granted;
    /** Per keep, whether a pin needs it; {@code null} when nothing is pinned. */
    final boolean @Nullable [] fixed;
    /** Per topic, its first keep. */
    final int[] topicKeeps;
    /** Per member, where its keeps start in {@link #keepsByMember}. */
    final int[] memberKeeps;

    final int[] keepsByMember;
    final FillLists fills;

    /** All keeps, none granted. */
    ExtraShares(Quotas quotas, RetainableExtras keeps) {
        this.quotas = quotas;
        this.members = quotas.low.length;
        this.need = quotas.extras.clone();
        this.taken = new int[members];
        this.spare = Arrays.stream(need).sum() - Arrays.stream(quotas.low).sum();
        this.keepTopic = Arrays.copyOf(keeps.topic, keeps.count);
        this.keepMember = Arrays.copyOf(keeps.member, keeps.count);
        this.granted = new boolean[keeps.count];
        this.fixed = keeps.fixed;
        this.topicKeeps = keeps.topicKeeps;
        this.memberKeeps = Counting.starts(keepMember, members, 0);
        this.keepsByMember = Counting.group(keepMember, memberKeeps);
        this.fills = new FillLists(quotas);
    }

    boolean isFixed(int keep) {
        return fixed != null && fixed[keep];
    }

    void grant(int keep) {
        granted[keep] = true;
        taken[keepMember[keep]]++;
        need[keepTopic[keep]]--;
    }

    void drop(int keep) {
        granted[keep] = false;
        taken[keepMember[keep]]--;
        need[keepTopic[keep]]++;
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
