package io.shardbeat.assignment.subscribed;

import io.shardbeat.assignment.AssignmentProblem;
import io.shardbeat.assignment.HolderRuns;
import io.shardbeat.assignment.ShardPicker;

/**
 * Assigns when members subscribe to different topics: loads as even as subscriptions allow (least sum of
 * {@code load^2 / weight}), and of all such targets one with the fewest moves. It starts from what members hold and
 * changes that step by step.
 */
public final class SubscriptionAssignor {
    private SubscriptionAssignor() {}

    public static int[] assign(AssignmentProblem problem, int[][] subscriptions) {
        HolderRuns holdings = HolderRuns.of(problem);
        SubscriptionGraph graph = new SubscriptionGraph(problem, subscriptions, holdings);
        new FreePlacement(graph).place();
        new LoadLeveller(graph).level();
        new EveningPaths(graph).finish();
        new CycleCanceller(graph).save();
        return deal(graph, new ShardPicker(problem, holdings));
    }

    private static int[] deal(SubscriptionGraph graph, ShardPicker dealer) {
        for (int topic = 0; topic < graph.topics; topic++) {
            for (int i = graph.topicCells[topic]; i < graph.topicCells[topic + 1]; i++) {
                int cell = graph.cellsByTopic[i];
                dealer.want[graph.cellMember[cell]] = graph.count[cell];
            }
            dealer.keep(topic);
            for (int i = graph.topicCells[topic]; i < graph.topicCells[topic + 1]; i++) {
                dealer.deal(graph.cellMember[graph.cellsByTopic[i]]);
            }
        }
        return dealer.target();
    }
}
