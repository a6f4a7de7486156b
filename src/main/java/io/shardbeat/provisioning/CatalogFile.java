package io.shardbeat.provisioning;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.quarkus.runtime.configuration.DurationConverter;
import io.shardbeat.catalog.Namespace;
import io.shardbeat.catalog.Topic;
import io.shardbeat.config.FenceMarginConverter;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupOverrides;
import io.shardbeat.group.GroupSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The catalog file as written: YAML or JSON. Unknown fields are errors, so that a slip of the pen is noticed.
 *
 * @param sls projects with logstores and groups
 * @param cls logsets with topics and groups
 */
record CatalogFile(@Nullable Sls sls, @Nullable Cls cls) {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .setDefaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL));

    private static final FenceMarginConverter MARGINS = new FenceMarginConverter();

    record Sls(@Nullable List<Project> projects) {}

    record Project(
            @JsonProperty(required = true) String name,
            @Nullable List<Logstore> logstores) {
        Project {
            present(name, "name");
        }
    }

    record Logstore(
            @JsonProperty(required = true) String name,
            @JsonProperty(required = true) int shards,
            @Nullable List<Group> groups) {
        Logstore {
            present(name, "name");
        }
    }

    record Cls(@Nullable List<Logset> logsets) {}

    record Logset(
            @JsonProperty(required = true) String id,
            @Nullable String name,
            @Nullable List<TopicEntry> topics,
            @Nullable List<Group> groups) {
        Logset {
            present(id, "id");
        }
    }

    record TopicEntry(
            @JsonProperty(required = true) String id,
            @Nullable String name,
            @JsonProperty(required = true) int partitions) {
        TopicEntry {
            present(id, "id");
        }
    }

    record Group(
            @JsonProperty(required = true) String name,
            @Nullable Long timeout,
            boolean order,
            @Nullable List<String> topics,
            @JsonProperty("fence-margin") @Nullable String fenceMargin,
            @JsonProperty("release-margin") @Nullable String releaseMargin,
            @JsonProperty("initial-delay") @Nullable String initialDelay) {
        Group {
            present(name, "name");
        }
    }

    /** One namespace with what lives in it. */
    record Declaration(
            Namespace namespace, String displayName, List<Topic> topics, Map<GroupId, GroupSettings> groups) {}

    /** What must be there may still be written as {@code null}, or as nothing. */
    private static void present(@Nullable String value, String field) {
        if (value == null || value.isEmpty()) {
            throw new IllegalArgumentException(field + " is empty");
        }
    }

    static CatalogFile parse(byte[] content) throws IOException {
        CatalogFile file = YAML.readValue(content, CatalogFile.class);
        return file == null ? new CatalogFile(null, null) : file;
    }

    /** @param defaultTimeoutSeconds for groups that give none */
    List<Declaration> declarations(int defaultTimeoutSeconds) {
        List<Declaration> declarations = new ArrayList<>();
        if (sls != null) {
            orEmpty(sls.projects).forEach(project -> declarations.add(project(project, defaultTimeoutSeconds)));
        }
        if (cls != null) {
            orEmpty(cls.logsets).forEach(logset -> declarations.add(logset(logset, defaultTimeoutSeconds)));
        }
        return declarations;
    }

    private static Declaration project(Project project, int defaultTimeoutSeconds) {
        Namespace namespace = new Namespace("sls", project.name);
        List<Topic> topics = new ArrayList<>();
        Map<GroupId, GroupSettings> groups = new LinkedHashMap<>();
        for (Logstore logstore : orEmpty(project.logstores)) {
            topics.add(new Topic(logstore.name, logstore.name, logstore.shards));
            for (Group group : orEmpty(logstore.groups)) {
                groups.put(
                        new GroupId(namespace, logstore.name, group.name),
                        settings(group, List.of(logstore.name), defaultTimeoutSeconds));
            }
        }
        return new Declaration(namespace, project.name, topics, groups);
    }

    private static Declaration logset(Logset logset, int defaultTimeoutSeconds) {
        Namespace namespace = new Namespace("cls", logset.id);
        List<Topic> topics = orEmpty(logset.topics).stream()
                .map(topic -> new Topic(topic.id, topic.name == null ? topic.id : topic.name, topic.partitions))
                .toList();
        Map<GroupId, GroupSettings> groups = new LinkedHashMap<>();
        for (Group group : orEmpty(logset.groups)) {
            groups.put(
                    new GroupId(namespace, "", group.name),
                    settings(group, orEmpty(group.topics), defaultTimeoutSeconds));
        }
        return new Declaration(namespace, logset.name == null ? logset.id : logset.name, topics, groups);
    }

    private static GroupSettings settings(Group group, List<String> topics, int defaultTimeoutSeconds) {
        long timeout = group.timeout == null ? defaultTimeoutSeconds : group.timeout;
        try {
            return new GroupSettings(timeout, group.order, topics, overrides(group));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("group " + group.name + ": " + e.getMessage(), e);
        }
    }

    private static GroupOverrides overrides(Group group) {
        return new GroupOverrides(
                group.fenceMargin == null ? null : MARGINS.convert(group.fenceMargin),
                duration(group.releaseMargin),
                duration(group.initialDelay));
    }

    private static @Nullable Duration duration(@Nullable String text) {
        return text == null ? null : DurationConverter.parseDuration(text);
    }

    private static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }
}
