package io.shardbeat.cls.catalog;

import io.shardbeat.catalog.Namespace;
import io.shardbeat.catalog.Topic;
import io.shardbeat.cls.call.Action;
import io.shardbeat.cls.call.Call;
import io.shardbeat.cls.call.Fields;
import io.shardbeat.cls.settings.ClsSettings;
import io.shardbeat.cls.wire.ClsException;
import io.shardbeat.cls.wire.ClsNames;
import io.shardbeat.cls.wire.Json;
import io.shardbeat.cls.wire.Reply;
import io.shardbeat.coordinator.catalog.Topics;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * Creates a topic. What is about storing logs is kept to be told again and of no effect, see {@link TopicSettings}.
 * Source: API reference, "CreateTopic".
 */
@Singleton
class CreateTopic implements Action {
    /** What the service calls topics that it makes by itself. */
    private static final Set<String> RESERVED = Set.of(
            "cls_service_log", "loglistener_status", "loglistener_alarm", "loglistener_business", "cls_service_metric");

    private final Topics topics;
    private final PartitionLimits limits;

    CreateTopic(Topics topics, ClsSettings settings) {
        this.topics = topics;
        this.limits = new PartitionLimits(settings.limits());
    }

    private static String name(Fields fields) {
        String name = Labels.name(fields, "TopicName");
        if (RESERVED.contains(name)) {
            throw ClsException.invalid(
                    "TopicName must not be one of the service's own, was " + ClsException.quoted(name));
        }
        return name;
    }

    @Override
    public String name() {
        return "CreateTopic";
    }

    @Override
    public Kind kind() {
        return Kind.ADMINISTRATION;
    }

    @Override
    public CompletionStage<Reply> run(Call call) {
        Fields fields = Fields.of(call);
        Namespace logset = ClsNames.logset(fields.text("LogsetId"));
        call.caller().mustBeAllowed(logset);
        long partitions = fields.wholeNumber("PartitionCount").orElse(1);
        if (partitions < 1) {
            throw ClsException.invalid("PartitionCount must be at least 1, was " + partitions);
        }
        limits.checkPerCall("PartitionCount", partitions);
        Topic topic = new Topic(Labels.id(fields, "TopicId"), name(fields), (int) partitions)
                .withTags(Labels.tags(fields))
                .withSettings(TopicSettings.of(fields));
        CatalogEnds<Topic> ends =
                new CatalogEnds<>(created -> Reply.of(Json.object().put("TopicId", created.id())));
        return topics.create(logset, topic, limits.catalog()).thenApply(outcome -> outcome.fold(ends));
    }
}
