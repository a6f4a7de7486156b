package io.shardbeat.sls;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.shardbeat.catalog.Namespace;
import io.shardbeat.catalog.Topic;
import io.shardbeat.declaration.Declaration;
import io.shardbeat.declaration.Declarations;
import io.shardbeat.declaration.GroupEntry;
import io.shardbeat.declaration.Required;
import io.shardbeat.declaration.Section;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupSettings;
import io.shardbeat.sls.call.Call;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Projects with their logstores, and groups in these. */
@Singleton
public final class SlsSection implements Section<SlsSection.Projects> {
    public record Projects(@Nullable List<Project> projects) {}

    public record Project(
            @JsonProperty(required = true) String name,
            @Nullable List<Logstore> logstores) {
        public Project {
            Required.present(name, "name");
        }
    }

    public record Logstore(
            @JsonProperty(required = true) String name,
            @JsonProperty(required = true) Integer shards,
            @Nullable List<GroupEntry> groups) {
        public Logstore {
            Required.present(name, "name");
            Required.present(shards, "shards");
        }
    }

    @Override
    public String name() {
        return Call.DIALECT;
    }

    @Override
    public Class<Projects> type() {
        return Projects.class;
    }

    @Override
    public void declare(Projects section, Declarations into) {
        into.places().each("sls.projects", section.projects(), (project, place) -> project(project, place, into));
    }

    private static void project(Project project, String place, Declarations into) {
        into.places().once("project", project.name(), place + ".name");
        Namespace namespace = into.places().checked(place + ".name", () -> new Namespace(Call.DIALECT, project.name()));
        List<Topic> topics = new ArrayList<>();
        Map<String, String> sizes = new LinkedHashMap<>();
        Map<GroupId, GroupSettings> groups = new LinkedHashMap<>();
        into.places().each(place + ".logstores", project.logstores(), (Logstore logstore, String at) -> {
            into.places().once("logstore in " + project.name(), logstore.name(), at + ".name");
            topics.add(into.places().checked(at, () -> new Topic(logstore.name(), logstore.name(), logstore.shards())));
            sizes.put(logstore.name(), at + ".shards");
            into.places().each(at + ".groups", logstore.groups(), (GroupEntry group, String where) -> {
                into.places().checked(where, () -> withoutTopics(group));
                into.places().once("group in " + project.name() + "/" + logstore.name(), group.name(), where + ".name");
                groups.put(
                        into.places()
                                .checked(where + ".name", () -> new GroupId(namespace, logstore.name(), group.name())),
                        into.settings(group, List.of(logstore.name()), where));
            });
        });
        into.add(new Declaration(namespace, project.name(), topics, sizes, groups));
    }

    private static GroupEntry withoutTopics(GroupEntry group) {
        if (group.topics() != null) {
            throw new IllegalArgumentException(
                    "topics are for groups of CLS: a group of SLS reads the logstore it is in");
        }
        return group;
    }
}
