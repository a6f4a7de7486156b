package io.shardbeat.assignment.even;

/**
 * The extras granted without a keep, listed both by topic and by member, in arrays of the most each can hold. Removal
 * is linear in the list's length, and rare.
 */
final class FillLists {
    private final int[] topicStart;
    private final int[] topicSize;
    private final int[] memberOf;
    private final int[] memberStart;
    private final int[] memberSize;
    private final int[] topicOf;

    FillLists(Quotas quotas) {
        this.topicStart = starts(quotas.extras);
        this.topicSize = new int[quotas.extras.length];
        this.memberOf = new int[topicStart[topicSize.length]];
        this.memberStart = starts(quotas.high);
        this.memberSize = new int[quotas.high.length];
        this.topicOf = new int[memberStart[memberSize.length]];
    }

    /** One place more than can be filled, because a path adds to a list before it takes from it. */
    private static int[] starts(int[] most) {
        int[] starts = new int[most.length + 1];
        for (int i = 0; i < most.length; i++) {
            starts[i + 1] = starts[i] + most[i] + 1;
        }
        return starts;
    }

    void add(int topic, int member) {
        memberOf[topicStart[topic] + topicSize[topic]++] = member;
        topicOf[memberStart[member] + memberSize[member]++] = topic;
    }

    void remove(int topic, int member) {
        take(memberOf, topicStart[topic], --topicSize[topic], member);
        take(topicOf, memberStart[member], --memberSize[member], topic);
    }

    private static void take(int[] list, int start, int last, int value) {
        int i = start;
        while (list[i] != value) {
            i++;
        }
        list[i] = list[start + last];
    }

    int members(int topic) {
        return topicSize[topic];
    }

    int member(int topic, int i) {
        return memberOf[topicStart[topic] + i];
    }

    int topics(int member) {
        return memberSize[member];
    }

    int topic(int member, int i) {
        return topicOf[memberStart[member] + i];
    }
}
