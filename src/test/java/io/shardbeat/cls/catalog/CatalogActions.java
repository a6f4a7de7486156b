package io.shardbeat.cls.catalog;

import io.shardbeat.cls.call.Action;
import io.shardbeat.cls.settings.ClsSettings;
import io.shardbeat.coordinator.GroupDirectory;
import io.shardbeat.coordinator.catalog.CatalogStore;
import io.shardbeat.coordinator.catalog.Namespaces;
import io.shardbeat.coordinator.catalog.Topics;
import java.util.List;

/** Every action of this package, as CDI makes them. */
public final class CatalogActions {
    private CatalogActions() {}

    public static List<Action> over(CatalogStore catalog, GroupDirectory directory, ClsSettings settings) {
        Namespaces namespaces = new Namespaces(catalog, directory);
        Topics topics = new Topics(catalog, directory);
        TopicFinder finder = new TopicFinder(topics);
        return List.of(
                new CreateLogset(namespaces, settings),
                new DescribeLogsets(namespaces),
                new DeleteLogset(namespaces),
                new CreateTopic(topics, settings),
                new DescribeTopics(namespaces, topics, settings),
                new DeleteTopic(topics, finder),
                new DescribePartitions(topics, finder),
                new SplitPartition(topics, finder, settings),
                new MergePartition(topics, finder));
    }
}
