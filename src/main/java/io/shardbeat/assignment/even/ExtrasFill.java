package io.shardbeat.assignment.even;

import java.util.Arrays;

/**
 * Grants the extras nobody keeps, directly: each topic's to the members that lack most. That order leaves the fewest
 * topics stuck with members that have an extra of them already (Gale and Ryser); {@link MinCostFlow} settles those.
 */
final class ExtrasFill {
    private static final int END = -1;

    private final ExtraShares extras;
    private final Quotas quotas;
    /** Per number of extras lacking, the first member that lacks so many; at 0 are those that can take a spare. */
    private final int[] first;

    private final int[] next;
    private final int[] picked;
    private final int[] excludedFor;
    private int top;

    ExtrasFill(ExtraShares extras) {
        this.extras = extras;
        this.quotas = extras.quotas;
        this.next = new int[extras.members];
        this.picked = new int[extras.members];
        this.excludedFor = new int[extras.members];
        Arrays.fill(excludedFor, END);
        this.first = new int[Arrays.stream(quotas.low).max().orElse(0) + 1];
        Arrays.fill(first, END);
        for (int i = extras.members - 1; i >= 0; i--) {
            push(quotas.byRemainder[i]);
        }
    }

    private void push(int member) {
        int lacks = quotas.low[member] - extras.taken[member];
        if (lacks > 0 || extras.couldTakeSpare(member)) {
            next[member] = first[lacks];
            first[lacks] = member;
            top = Math.max(top, lacks);
        }
    }

    /** Returns how many extras are still to be granted. */
    int fill() {
        int left = 0;
        for (int topic = 0; topic < extras.need.length; topic++) {
            if (extras.need[topic] > 0) {
                fill(topic);
                left += extras.need[topic];
            }
        }
        return left;
    }

    private void fill(int topic) {
        for (int c = extras.topicKeeps[topic]; c < extras.topicKeeps[topic + 1]; c++) {
            excludedFor[extras.keepMember[c]] = topic;
        }
        while (top > 0 && first[top] == END) {
            top--;
        }
        int count = 0;
        for (int lacks = top; lacks >= 0 && extras.need[topic] > 0; lacks--) {
            count = pick(topic, lacks, count);
        }
        for (int i = count - 1; i >= 0; i--) {
            push(picked[i]);
        }
    }

    /** Unlinks and fills members that lack so many; they are linked again when the topic is done. */
    private int pick(int topic, int lacks, int pickedBefore) {
        int count = pickedBefore;
        int previous = END;
        int member = first[lacks];
        while (member != END && extras.need[topic] > 0 && (lacks > 0 || extras.spare > 0)) {
            int following = next[member];
            if (excludedFor[member] == topic || !quotas.mayTakeExtra(topic, member)) {
                previous = member;
            } else {
                if (previous == END) {
                    first[lacks] = following;
                } else {
                    next[previous] = following;
                }
                extras.spare -= lacks == 0 ? 1 : 0;
                extras.addFill(topic, member);
                picked[count++] = member;
            }
            member = following;
        }
        return count;
    }
}
