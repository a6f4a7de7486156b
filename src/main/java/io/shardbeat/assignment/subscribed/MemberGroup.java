package io.shardbeat.assignment.subscribed;

/**
 * A part of a {@link SubscriptionGraph} that is balanced on its own.
 *
 * @param id the value of {@code groupOf} for the nodes of this group
 * @param members its members
 * @param topicNodes its topics, as nodes
 * @param groupOf per node, the id of its group; shared by all groups
 */
record MemberGroup(int id, int[] members, int[] topicNodes, int[] groupOf) {
    boolean has(int node) {
        return groupOf[node] == id;
    }

    void fill(int[] values, int value) {
        for (int node : members) {
            values[node] = value;
        }
        for (int node : topicNodes) {
            values[node] = value;
        }
    }
}
