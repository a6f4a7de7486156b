package io.shardbeat.cls.catalog;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.shardbeat.catalog.NamespaceInfo;
import io.shardbeat.catalog.Topic;
import io.shardbeat.cls.call.Action;
import io.shardbeat.cls.call.Call;
import io.shardbeat.cls.call.Fields;
import io.shardbeat.cls.settings.ClsSettings;
import io.shardbeat.cls.wire.ClsError;
import io.shardbeat.cls.wire.ClsException;
import io.shardbeat.cls.wire.ClsNames;
import io.shardbeat.cls.wire.Json;
import io.shardbeat.cls.wire.Reply;
import io.shardbeat.coordinator.catalog.CatalogOutcome.Done;
import io.shardbeat.coordinator.catalog.CatalogView;
import io.shardbeat.coordinator.catalog.Namespaces;
import io.shardbeat.coordinator.catalog.Topics;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Lists the topics of the logsets that the caller may use. There are topics of logs only: of metrics there are none.
 * Source: API reference, "DescribeTopics".
 */
@Singleton
class DescribeTopics implements Action {
    private static final Set<String> KEYS =
            Set.of("topicName", "topicId", "logsetName", "logsetId", "tagKey", "storageType");
    private static final int MOST_VALUES = 100;

    private final Namespaces namespaces;
    private final Topics topics;
    private final int maxPartitions;

    DescribeTopics(Namespaces namespaces, Topics topics, ClsSettings settings) {
        this.namespaces = namespaces;
        this.topics = topics;
        this.maxPartitions = settings.limits().partitionsPerTopic();
    }

    @Override
    public String name() {
        return "DescribeTopics";
    }

    @Override
    public Kind kind() {
        return Kind.READ;
    }

    /** Which names must be equal to what is asked for. */
    private record Precision(boolean ofTopic, boolean ofLogset) {
        static Precision of(Fields fields) {
            long bits = upTo(3, fields, "PreciseSearch");
            return new Precision((bits & 1) != 0, (bits & 2) != 0);
        }
    }

    /** A number from 0, which is what it is when it is not there. */
    private static long upTo(long most, Fields fields, String parameter) {
        long number = fields.wholeNumber(parameter).orElse(0);
        if (number > most) {
            throw new ClsException(
                    ClsError.INVALID_PARAMETER_VALUE, parameter + " must be from 0 to " + most + ", was " + number);
        }
        return number;
    }

    private record Found(NamespaceInfo logset, Topic topic) {}

    @Override
    public CompletionStage<Reply> run(Call call) {
        Fields fields = Fields.of(call);
        Filters filters = Filters.of(fields, KEYS, MOST_VALUES)
                .knowing("storageType", Set.of(TopicSettings.HOT, TopicSettings.COLD));
        Precision precision = Precision.of(fields);
        boolean ofLogs = upTo(1, fields, "BizType") == 0;
        Page page = Page.of(fields);
        return namespaces
                .list(ClsNames.DIALECT)
                .thenCompose(all -> read(all.stream()
                        .map(summary -> summary.info())
                        .filter(logset -> call.caller().isAllowed(logset.id()))
                        .filter(logset ->
                                filters.matchId("logsetId", logset.id().name()))
                        .filter(logset -> filters.matchName("logsetName", logset.name(), precision.ofLogset()))
                        .filter(logset -> ofLogs)
                        .toList()))
                .thenApply(found -> reply(
                        found.stream()
                                .filter(each -> matches(filters, precision, each.topic()))
                                .toList(),
                        page));
    }

    /** One logset after the other: listing must not be what heartbeats wait for. */
    private CompletionStage<List<Found>> read(List<NamespaceInfo> logsets) {
        List<Found> found = new ArrayList<>();
        CompletionStage<?> done = CompletableFuture.completedFuture(null);
        for (NamespaceInfo logset : logsets) {
            done = done.thenCompose(before -> topics.list(logset.id())).thenAccept(outcome -> {
                if (outcome instanceof Done<CatalogView> view) {
                    view.value().topics().values().forEach(topic -> found.add(new Found(logset, topic)));
                }
            });
        }
        return done.thenApply(end -> found);
    }

    private static boolean matches(Filters filters, Precision precision, Topic topic) {
        return filters.matchId("topicId", topic.id())
                && filters.matchName("topicName", topic.name(), precision.ofTopic())
                && filters.matchId("storageType", TopicSettings.storageType(topic.settings()))
                && filters.matchTags(topic.tags());
    }

    private Reply reply(List<Found> found, Page page) {
        ObjectNode answer = Json.object().put("TotalCount", found.size());
        ArrayNode list = answer.putArray("Topics");
        page.of(found).forEach(each -> describe(list.addObject(), each));
        return Reply.of(answer);
    }

    private void describe(ObjectNode entry, Found found) {
        Topic topic = found.topic();
        entry.put("LogsetId", found.logset().id().name())
                .put("TopicId", topic.id())
                .put("TopicName", topic.name())
                .put("PartitionCount", topic.lineage().open())
                .put("Index", false)
                .put("CreateTime", ClsTime.text(topic.lineage().created()))
                .put("Status", true);
        TopicSettings.describe(entry, topic.settings(), maxPartitions);
        Labels.describeTags(entry, topic.tags());
    }
}
