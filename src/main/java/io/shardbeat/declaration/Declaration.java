package io.shardbeat.declaration;

import io.shardbeat.catalog.Namespace;
import io.shardbeat.catalog.Topic;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupSettings;
import java.util.List;
import java.util.Map;

/**
 * One namespace with what lives in it, as the catalog file wants it.
 *
 * @param sizes by topic, where in the file its number of shards stands: {@code sls.projects[0].logstores[1].shards}
 */
public record Declaration(
        Namespace namespace,
        String displayName,
        List<Topic> topics,
        Map<String, String> sizes,
        Map<GroupId, GroupSettings> groups) {
    public List<String> ids() {
        return topics.stream().map(Topic::id).toList();
    }
}
