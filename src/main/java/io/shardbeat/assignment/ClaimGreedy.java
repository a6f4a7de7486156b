package io.shardbeat.assignment;

/**
 * Grants claims without search: all of them at first, then drops those over a member's or a topic's limit. Where there
 * is a choice it drops what is over both limits, and spreads the drops over topics, so that the members that lack
 * extras can be given them directly. {@link MinCostFlow} repairs what this gets wrong.
 */
final class ClaimGreedy {
    private final ExtraShares extras;
    private final Quotas quotas;
    private final boolean[] setAside;

    ClaimGreedy(ExtraShares extras) {
        this.extras = extras;
        this.quotas = extras.quotas;
        this.setAside = new boolean[extras.members];
    }

    /** Returns how many claims were dropped, or -1 when pinned shards alone are over a limit. */
    int grant() {
        for (int claim = 0; claim < extras.claimTopic.length; claim++) {
            extras.grant(claim);
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
        for (int claim = 0; claim < extras.claimTopic.length; claim++) {
            if (extras.isFixed(claim)) {
                ofMember[extras.claimMember[claim]]++;
                ofTopic[extras.claimTopic[claim]]++;
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

    /** Drops claims of the member to topics that then need at most {@code bar} more extras. */
    private int drop(int member, int limit, int bar) {
        int dropped = 0;
        int end = extras.memberClaims[member + 1];
        for (int i = extras.memberClaims[member]; i < end && extras.taken[member] > limit; i++) {
            int claim = extras.claimsByMember[i];
            if (extras.granted[claim] && !extras.isFixed(claim) && extras.need[extras.claimTopic[claim]] < bar) {
                extras.drop(claim);
                dropped++;
            }
        }
        return dropped;
    }

    private int limitTopic(int topic, boolean fromSpares) {
        int dropped = 0;
        int end = extras.topicClaims[topic + 1];
        for (int claim = extras.topicClaims[topic]; claim < end && extras.need[topic] < 0; claim++) {
            boolean usesSpare = extras.usesSpare(extras.claimMember[claim]);
            if (extras.granted[claim] && !extras.isFixed(claim) && usesSpare == fromSpares) {
                extras.drop(claim);
                extras.spare += usesSpare ? 1 : 0;
                dropped++;
            }
        }
        return dropped;
    }
}
