package io.shardbeat.cls.catalog;

import io.shardbeat.cls.Action;
import io.shardbeat.config.ShardbeatConfig;
import io.shardbeat.coordinator.CatalogStore;
import io.shardbeat.coordinator.GroupDirectory;
import io.shardbeat.coordinator.Namespaces;
import io.shardbeat.coordinator.Topics;
import java.util.List;

/** Every action of this package, as CDI makes them. */
public final class CatalogActions {
    private CatalogActions() {}

    public static List<Action> over(CatalogStore catalog, GroupDirectory directory, ShardbeatConfig config) {
        Namespaces namespaces = new Namespaces(catalog, directory);
        Topics topics = new Topics(catalog, directory);
        TopicFinder finder = new TopicFinder(topics);
        return List.of(
                new CreateLogset(namespaces, config),
                new DescribeLogsets(namespaces),
                new DeleteLogset(namespaces),
                new CreateTopic(topics, config),
                new DescribeTopics(namespaces, topics, config),
                new DeleteTopic(topics, finder),
                new DescribePartitions(topics, finder),
                new SplitPartition(topics, finder, config),
                new MergePartition(topics, finder));
    }
}
