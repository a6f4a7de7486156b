package io.shardbeat.sls.catalog;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.shardbeat.catalog.NamespaceInfo;
import io.shardbeat.coordinator.catalog.CatalogView;
import io.shardbeat.coordinator.catalog.NamespaceSummary;
import io.shardbeat.coordinator.catalog.Namespaces;
import io.shardbeat.http.Answer;
import io.shardbeat.http.RawRequest;
import io.shardbeat.sls.call.AccessControl;
import io.shardbeat.sls.call.Answers;
import io.shardbeat.sls.call.Call;
import io.shardbeat.sls.call.Operation;
import io.shardbeat.sls.wire.QueryParameter;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/**
 * {@code GET /}: the project that the host names; with a parameter of a listing, which clients always send then, the
 * projects that the caller may use. Sources: "GetProject" and "ListProject" of the SLS API reference.
 */
record GetProject(Namespaces namespaces, Answers answers, AccessControl access) implements Operation {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final int USUAL = 100;

    /** Who sends one of these asks for a list. */
    private static final List<String> LISTING =
            List.of("offset", "size", "projectName", ProjectSettings.RESOURCE_GROUP, "description", "fetchQuota");

    @Override
    public boolean namesProject(RawRequest request) {
        return LISTING.stream().allMatch(name -> QueryParameter.find(request.query(), name) == null);
    }

    @Override
    public CompletionStage<Answer> answer(Call call) {
        return namesProject(call.request()) ? project(call) : list(call);
    }

    private CompletionStage<Answer> project(Call call) {
        CatalogEnds<CatalogView> ends =
                new CatalogEnds<>(view -> answers.json(Json.bytes(describe(Json.object(), view.info()))));
        return namespaces.find(call.project()).thenApply(outcome -> outcome.fold(ends));
    }

    private CompletionStage<Answer> list(Call call) {
        Predicate<io.shardbeat.catalog.Namespace> usable = access.usableBy(call.request());
        Page page = Page.of(call, USUAL);
        String part = call.parameter("projectName");
        String words = call.parameter("description");
        String resourceGroup = call.parameter(ProjectSettings.RESOURCE_GROUP);
        if (Page.oneOf(call, "fetchQuota", List.of("false", "true")).equals("true")) {
            throw Page.refused("fetchQuota", "true", "false: projects have no quotas of their own here");
        }
        return namespaces.list(Call.DIALECT).thenApply(all -> {
            List<NamespaceInfo> found = all.stream()
                    .map(NamespaceSummary::info)
                    .filter(project -> usable.test(project.id()))
                    .filter(project -> Page.contains(project.id().name(), part))
                    .filter(project -> Page.contains(project.description(), words))
                    .filter(project -> resourceGroup == null
                            || resourceGroup.isEmpty()
                            || resourceGroup.equals(ProjectSettings.resourceGroup(project.tags())))
                    .toList();
            ObjectNode answer = page.describe(found.size());
            var projects = answer.putArray("projects");
            page.of(found).forEach(project -> describe(projects.addObject(), project));
            return answers.json(Json.bytes(answer.put("count", projects.size())));
        });
    }

    private static ObjectNode describe(ObjectNode entry, NamespaceInfo project) {
        String created = TIME.format(project.created());
        ProjectSettings.describe(entry, project.tags());
        return entry.put("projectName", project.id().name())
                .put("description", project.description())
                .put("status", "Normal")
                .put("owner", "")
                .put("region", "")
                .put("createTime", created)
                .put("lastModifyTime", created);
    }
}
