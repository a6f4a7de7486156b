package io.shardbeat.assignment.even;

/**
 * Grants keeps without search: all of them at first, then drops those over a member's or a topic's limit. Where there
 * is a choice it drops what is over both limits, and spreads the drops over topics, so that the members that lack
 * extras can be given them directly. {@link MinCostFlow} repairs what this gets wrong.
 */
final class KeepGreedy {
    private final ExtraShares extras;
    private final Quotas quotas;
    private final boolean[] setAside;

    KeepGreedy(ExtraShares extras) {
        this.extras = extras;
        this.quotas = extras.quotas;
        this.setAside = new boolean[extras.members];
    }

    /** Returns how many keeps were dropped, or -1 when pinned shards alone are over a limit. */
    int grant() {
        for (int keep = 0; keep < extras.keepTopic.length; keep++) {
            extras.grant(keep);
        }
        if (!pinsFit()) {
            return -1;
        }
        int dropped = 0;
        for (int i = 0; i < extras.members; i++) {
            dropped += limitMember(quotas.byRemainder[i]);
        }
        for (int topic = 0; topic < extras.need.length; topic++) {
            dropped += limitTopic(topic, true);
            dropped += limitTopic(topic, false);
        }
        return dropped;
    }

    /** Also sets a spare aside for each member that its pins make use one. */
    private boolean pinsFit() {
        if (extras.fixed == null) {
            return true;
        }
        int[] ofMember = new int[extras.members];
        int[] ofTopic = new int[extras.need.length];
        for (int keep = 0; keep < extras.keepTopic.length; keep++) {
            if (extras.isFixed(keep)) {
                ofMember[extras.keepMember[keep]]++;
                ofTopic[extras.keepTopic[keep]]++;
            }
        }
        boolean fits = true;
        for (int t = 0; t < ofTopic.length; t++) {
            fits &= ofTopic[t] <= quotas.extras[t];
        }
        for (int m = 0; m < ofMember.length; m++) {
            fits &= ofMember[m] <= quotas.high[m];
            if (ofMember[m] > quotas.low[m]) {
                extras.spare--;
                setAside[m] = true;
            }
        }
        return fits && extras.spare >= 0;
    }

    private int limitMember(int member) {
        int limit = quotas.low[member];
        if (setAside[member]) {
            limit++;
        } else if (extras.taken[member] > limit && quotas.high[member] > limit && extras.spare > 0) {
            extras.spare--;
            limit++;
        }
        int dropped = 0;
        for (int bar = 0; extras.taken[member] > limit; bar = bar == 0 ? 1 : 2 * bar) {
            dropped += drop(member, limit, bar);
        }
        return dropped;
    }

    /** Drops keeps of the member to topics that then need at most {@code bar} more extras. */
    private int drop(int member, int limit, int bar) {
        int dropped = 0;
        int end = extras.memberKeeps[member + 1];
        for (int i = extras.memberKeeps[member]; i < end && extras.taken[member] > limit; i++) {
            int keep = extras.keepsByMember[i];
            if (extras.granted[keep] && !extras.isFixed(keep) && extras.need[extras.keepTopic[keep]] < bar) {
                extras.drop(keep);
                dropped++;
            }
        }
        return dropped;
    }

    private int limitTopic(int topic, boolean fromSpares) {
        int dropped = 0;
        int end = extras.topicKeeps[topic + 1];
        for (int keep = extras.topicKeeps[topic]; keep < end && extras.need[topic] < 0; keep++) {
            boolean usesSpare = extras.usesSpare(extras.keepMember[keep]);
            if (extras.granted[keep] && !extras.isFixed(keep) && usesSpare == fromSpares) {
                extras.drop(keep);
                extras.spare += usesSpare ? 1 : 0;
                dropped++;
            }
        }
        return dropped;
    }
}
