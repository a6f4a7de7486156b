package io.shardbeat.sls.catalog;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.shardbeat.catalog.Topic;
import io.shardbeat.coordinator.catalog.CatalogView;
import io.shardbeat.coordinator.catalog.Topics;
import io.shardbeat.http.Answer;
import io.shardbeat.sls.call.Answers;
import io.shardbeat.sls.call.Call;
import io.shardbeat.sls.call.Operation;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** {@code GET /logstores}. Source: "ListLogstore" of the SLS API reference. */
record ListLogstores(Topics topics, Answers answers) implements Operation {
    private static final int USUAL = 200;
    private static final List<String> MODES = List.of("standard", "query", "lite");

    /** The first one means all there are. */
    private static final List<String> TELEMETRY_TYPES = List.of("none", "metrics");

    @Override
    public CompletionStage<Answer> answer(Call call) {
        Page page = Page.of(call, USUAL);
        String part = call.parameter("logstoreName");
        String mode = Page.oneOf(call, LogstoreSettings.MODE, MODES);
        String type = Page.oneOf(call, LogstoreSettings.TELEMETRY_TYPE, TELEMETRY_TYPES);
        CatalogEnds<CatalogView> ends = new CatalogEnds<>(view -> {
            List<String> found = view.topics().values().stream()
                    .filter(logstore -> Page.contains(logstore.id(), part))
                    .filter(logstore -> mode.isEmpty() || mode.equals(LogstoreSettings.mode(logstore.settings())))
                    .filter(logstore -> type.isEmpty()
                            || type.equals(TELEMETRY_TYPES.get(0))
                            || type.equals(LogstoreSettings.telemetryType(logstore.settings())))
                    .map(Topic::id)
                    .toList();
            ObjectNode answer = page.describe(found.size());
            var logstores = answer.putArray("logstores");
            page.of(found).forEach(logstores::add);
            return answers.json(Json.bytes(answer.put("count", logstores.size())));
        });
        return topics.list(call.project()).thenApply(outcome -> outcome.fold(ends));
    }
}
