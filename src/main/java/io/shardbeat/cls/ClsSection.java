package io.shardbeat.cls;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.shardbeat.catalog.Names;
import io.shardbeat.catalog.Namespace;
import io.shardbeat.catalog.Topic;
import io.shardbeat.cls.wire.ClsNames;
import io.shardbeat.declaration.Declaration;
import io.shardbeat.declaration.Declarations;
import io.shardbeat.declaration.GroupEntry;
import io.shardbeat.declaration.Required;
import io.shardbeat.declaration.Section;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupSettings;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Logsets with their topics and groups. */
@Singleton
public final class ClsSection implements Section<ClsSection.Logsets> {
    public record Logsets(@Nullable List<Logset> logsets) {}

    public record Logset(
            @JsonProperty(required = true) String id,
            @Nullable String name,
            @Nullable List<TopicEntry> topics,
            @Nullable List<GroupEntry> groups) {
        public Logset {
            Required.present(id, "id");
            Required.absentOrPresent(name, "name");
        }
    }

    public record TopicEntry(
            @JsonProperty(required = true) String id,
            @Nullable String name,
            @JsonProperty(required = true) Integer partitions) {
        public TopicEntry {
            Required.present(id, "id");
            Required.absentOrPresent(name, "name");
            Required.present(partitions, "partitions");
        }
    }

    @Override
    public String name() {
        return ClsNames.DIALECT;
    }

    @Override
    public Class<Logsets> type() {
        return Logsets.class;
    }

    @Override
    public void declare(Logsets section, Declarations into) {
        into.places().each("cls.logsets", section.logsets(), (logset, place) -> logset(logset, place, into));
    }

    private static void logset(Logset logset, String place, Declarations into) {
        into.places().once("logset", logset.id(), place + ".id");
        Namespace namespace = into.places().checked(place + ".id", () -> new Namespace(ClsNames.DIALECT, logset.id()));
        List<Topic> topics = new ArrayList<>();
        Map<String, String> sizes = new LinkedHashMap<>();
        into.places().each(place + ".topics", logset.topics(), (TopicEntry topic, String at) -> {
            into.places().once("topic in " + logset.id(), topic.id(), at + ".id");
            String name = topic.name() == null ? topic.id() : topic.name();
            String named = at + (topic.name() == null ? ".id" : ".name");
            into.places().once("name of a topic in " + logset.id(), name, named);
            topics.add(into.places().checked(at, () -> new Topic(topic.id(), name, topic.partitions())));
            sizes.put(topic.id(), at + ".partitions");
        });
        Map<GroupId, GroupSettings> groups = new LinkedHashMap<>();
        into.places().each(place + ".groups", logset.groups(), (GroupEntry group, String at) -> {
            into.places().once("group in " + logset.id(), group.name(), at + ".name");
            List<String> consumed = group.topics() == null ? List.of() : group.topics();
            into.places().each(at + ".topics", consumed, (String topic, String where) -> {
                into.places().checked(where, () -> Names.checked("topic", topic));
                into.places().once("topic of " + logset.id() + "/" + group.name(), topic, where);
            });
            groups.put(
                    into.places().checked(at + ".name", () -> new GroupId(namespace, "", group.name())),
                    into.settings(group, consumed, at));
        });
        into.add(
                new Declaration(namespace, logset.name() == null ? logset.id() : logset.name(), topics, sizes, groups));
    }
}
