package io.shardbeat.cls.catalog;

import io.shardbeat.catalog.Namespace;
import io.shardbeat.cls.call.Call;
import io.shardbeat.cls.call.Fields;
import io.shardbeat.cls.wire.ClsException;
import io.shardbeat.cls.wire.ClsNames;
import io.shardbeat.coordinator.catalog.Topics;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Finds the logset of a topic. Actions about a topic name the topic alone, since the service gives each an id of its own;
 * the catalog file may use one id in several logsets, and then it does not say which is meant.
 */
@Singleton
class TopicFinder {
    private final Topics topics;

    TopicFinder(Topics topics) {
        this.topics = topics;
    }

    /** The logset of the topic {@code TopicId}. A topic that the caller may not use does not exist for it. */
    CompletionStage<Namespace> logset(Call call, Fields fields) {
        String topic = fields.text("TopicId");
        ClsNames.check("TopicId", topic);
        return topics.having(ClsNames.DIALECT, topic).thenApply(logsets -> {
            List<Namespace> usable = logsets.stream()
                    .filter(logset -> call.caller().isAllowed(logset))
                    .toList();
            if (usable.size() > 1) {
                throw ClsException.failed("topic id " + topic + " is used in logsets "
                        + String.join(", ", usable.stream().map(Namespace::name).toList())
                        + ": it does not say which is meant");
            }
            if (usable.isEmpty()) {
                throw CatalogEnds.topicNotExist(topic);
            }
            return usable.get(0);
        });
    }
}
