package io.shardbeat.cls.catalog;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.shardbeat.catalog.NamespaceInfo;
import io.shardbeat.cls.call.Action;
import io.shardbeat.cls.call.Call;
import io.shardbeat.cls.call.Fields;
import io.shardbeat.cls.wire.ClsNames;
import io.shardbeat.cls.wire.Json;
import io.shardbeat.cls.wire.Reply;
import io.shardbeat.coordinator.catalog.NamespaceSummary;
import io.shardbeat.coordinator.catalog.Namespaces;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** Lists the logsets that the caller may use. Source: API reference, "DescribeLogsets". */
@Singleton
class DescribeLogsets implements Action {
    private static final Set<String> KEYS = Set.of("logsetName", "logsetId", "tagKey");
    private static final int MOST_VALUES = 5;

    private final Namespaces namespaces;

    DescribeLogsets(Namespaces namespaces) {
        this.namespaces = namespaces;
    }

    @Override
    public String name() {
        return "DescribeLogsets";
    }

    @Override
    public Kind kind() {
        return Kind.READ;
    }

    @Override
    public CompletionStage<Reply> run(Call call) {
        Fields fields = Fields.of(call);
        Filters filters = Filters.of(fields, KEYS, MOST_VALUES);
        Page page = Page.of(fields);
        return namespaces.list(ClsNames.DIALECT).thenApply(all -> {
            List<NamespaceSummary> found = all.stream()
                    .filter(logset -> call.caller().isAllowed(logset.info().id()))
                    .filter(logset -> matches(filters, logset.info()))
                    .toList();
            ObjectNode answer = Json.object().put("TotalCount", found.size());
            ArrayNode list = answer.putArray("Logsets");
            page.of(found).forEach(logset -> describe(list.addObject(), logset));
            return Reply.of(answer);
        });
    }

    private static boolean matches(Filters filters, NamespaceInfo logset) {
        return filters.matchId("logsetId", logset.id().name())
                && filters.matchName("logsetName", logset.name(), false)
                && filters.matchTags(logset.tags());
    }

    private static void describe(ObjectNode entry, NamespaceSummary logset) {
        entry.put("LogsetId", logset.info().id().name())
                .put("LogsetName", logset.info().name())
                .put("CreateTime", ClsTime.text(logset.info().created()))
                .put("TopicCount", logset.topics())
                .put("MetricTopicCount", 0)
                .put("RoleName", "");
        Labels.describeTags(entry, logset.info().tags());
    }
}
