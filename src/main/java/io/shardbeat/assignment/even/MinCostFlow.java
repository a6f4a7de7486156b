package io.shardbeat.assignment.even;

import io.shardbeat.assignment.NodeQueue;
import java.util.Arrays;

/**
 * Grants the extras that are left by cheapest paths (successive shortest paths of a minimum-cost flow). A path starts at
 * a topic in need and ends at a member with room; on its way members swap one extra for another. It costs 1 for each
 * fill it makes, less 1 for each fill it undoes, so that a cheapest path loses the fewest keeps. Starting from keeps
 * only, which no other flow of that size undercuts, the result has the most keeps that balance allows.
 *
 * <p>No cost is ever below 0: a path from one topic to another that earned something would be a cheaper flow of the same
 * size. Hence a topic at cost 0 offers every member it may fill the lowest cost a fill can have, and later topics need
 * to look only at the members that one could not fill; that makes a search linear in the keeps and fills instead of
 * members times topics.
 */
final class MinCostFlow {
    private static final int NONE = -1;
    private static final int UNREACHED = Integer.MAX_VALUE;

    private final ExtraShares extras;
    private final int topics;
    private final int members;
    private final int hub;
    /** Per node (topics, then members, then the hub through which members pass a spare on): the cheapest path to it. */
    private final int[] cost;
    /** Per node, the node before it on that path. */
    private final int[] from;
    /** Per node, the keep granted or dropped on the way from there, or {@link #NONE} for a fill or a spare. */
    private final int[] via;

    private final NodeQueue queue;
    /** Members that may be filled at a lower cost than theirs: all whose cost is above 1, the lowest a fill can have. */
    private final int[] far;

    private int farSize;
    private final int[] excludedFor;
    /** What the next path costs at least: the costs of successive paths never fall, so a search may stop at this one. */
    private int lowestCost;
    /** The member such a path leads to. */
    private int found;

    MinCostFlow(ExtraShares extras) {
        this.extras = extras;
        this.topics = extras.need.length;
        this.members = extras.members;
        this.hub = topics + members;
        this.cost = new int[hub + 1];
        this.from = new int[hub + 1];
        this.via = new int[hub + 1];
        this.queue = new NodeQueue(hub + 1);
        this.far = new int[members];
        this.excludedFor = new int[members];
    }

    /** Grants keeps only, until no more can be. */
    void grantKeeps() {
        lowestCost = 0;
        while (search(false)) {}
    }

    /** Grants all that is left, after {@link #grantKeeps}. Returns false if pinned shards make that impossible. */
    boolean grantAll() {
        lowestCost = 1;
        while (search(true)) {}
        return Arrays.stream(extras.need).allMatch(need -> need == 0);
    }

    private boolean search(boolean withFills) {
        start();
        while (!queue.isEmpty() && found == NONE) {
            int node = queue.poll();
            if (node == hub) {
                leaveHub();
            } else if (node < topics) {
                leaveTopic(node, withFills);
            } else {
                leaveMember(node - topics);
            }
        }
        int last = found == NONE ? cheapest() : found;
        if (last != NONE) {
            lowestCost = cost[topics + last];
            follow(last);
        }
        return last != NONE;
    }

    private void start() {
        Arrays.fill(cost, UNREACHED);
        Arrays.fill(excludedFor, NONE);
        queue.clear();
        found = NONE;
        farSize = members;
        for (int m = 0; m < members; m++) {
            far[m] = extras.quotas.byRemainder[m];
        }
        for (int t = 0; t < topics; t++) {
            if (extras.need[t] > 0) {
                reach(t, 0, NONE, NONE);
            }
        }
    }

    private void reach(int node, int newCost, int before, int keep) {
        if (newCost < cost[node]) {
            cost[node] = newCost;
            from[node] = before;
            via[node] = keep;
            if (newCost <= lowestCost && node >= topics && node < hub && extras.hasRoom(node - topics)) {
                found = node - topics;
            } else if (isPromising(node, before)) {
                queue.addFirst(node);
            } else {
                queue.addLast(node);
            }
        }
    }

    /** Cheap paths go on through topics and through members whose fills can be undone, so those come first. */
    private boolean isPromising(int node, int before) {
        return node < topics ? before != NONE : node < hub && extras.fills.topics(node - topics) > 0;
    }

    private void leaveTopic(int topic, boolean withFills) {
        for (int keep = extras.topicKeeps[topic]; keep < extras.topicKeeps[topic + 1]; keep++) {
            excludedFor[extras.keepMember[keep]] = topic;
            if (!extras.granted[keep]) {
                reach(topics + extras.keepMember[keep], cost[topic], topic, keep);
            }
        }
        if (withFills) {
            for (int i = 0; i < extras.fills.members(topic); i++) {
                excludedFor[extras.fills.member(topic, i)] = topic;
            }
            fillFar(topic);
        }
    }

    private void fillFar(int topic) {
        int stillFar = 0;
        for (int i = 0; i < farSize; i++) {
            int member = far[i];
            if (excludedFor[member] != topic && extras.quotas.mayTakeExtra(topic, member)) {
                reach(topics + member, cost[topic] + 1, topic, NONE);
            }
            if (cost[topics + member] > 1) {
                far[stillFar++] = member;
            }
        }
        farSize = stillFar;
    }

    private void leaveMember(int member) {
        int node = topics + member;
        for (int i = extras.memberKeeps[member]; i < extras.memberKeeps[member + 1]; i++) {
            int keep = extras.keepsByMember[i];
            if (extras.granted[keep] && !extras.isFixed(keep)) {
                reach(extras.keepTopic[keep], cost[node], node, keep);
            }
        }
        for (int i = 0; i < extras.fills.topics(member); i++) {
            reach(extras.fills.topic(member, i), cost[node] - 1, node, NONE);
        }
        if (extras.couldTakeSpare(member)) {
            reach(hub, cost[node], node, NONE);
        }
    }

    private void leaveHub() {
        for (int m = 0; m < members; m++) {
            if (extras.usesSpare(m)) {
                reach(topics + m, cost[hub], hub, NONE);
            }
        }
    }

    /** The first member with room at the end of a cheapest path of all. */
    private int cheapest() {
        int best = NONE;
        for (int m = 0; m < members; m++) {
            if (extras.hasRoom(m) && cost[topics + m] < (best == NONE ? UNREACHED : cost[topics + best])) {
                best = m;
            }
        }
        return best;
    }

    /** Walks the path back from its end; every member on it but the last swaps one extra for another. */
    private void follow(int last) {
        int node = topics + last;
        extras.spare -= extras.couldTakeSpare(last) ? 1 : 0;
        while (from[node] != NONE) {
            int before = from[node];
            if (before == hub) {
                before = from[hub];
            } else if (node < topics) {
                give(node, before - topics, via[node]);
            } else {
                take(before, node - topics, via[node]);
            }
            node = before;
        }
    }

    private void take(int topic, int member, int keep) {
        if (keep == NONE) {
            extras.addFill(topic, member);
        } else {
            extras.grant(keep);
        }
    }

    private void give(int topic, int member, int keep) {
        if (keep == NONE) {
            extras.removeFill(topic, member);
        } else {
            extras.drop(keep);
        }
    }
}
