package io.shardbeat.sls.catalog;

import io.shardbeat.catalog.NamespaceInfo;
import io.shardbeat.coordinator.catalog.CatalogOutcome;
import io.shardbeat.coordinator.catalog.Namespaces;
import io.shardbeat.http.Answer;
import io.shardbeat.sls.call.Answers;
import io.shardbeat.sls.call.Call;
import io.shardbeat.sls.call.Operation;
import io.shardbeat.sls.wire.CallRefused;
import io.shardbeat.sls.wire.Excerpt;
import io.shardbeat.sls.wire.JsonBody;
import io.shardbeat.sls.wire.SlsError;
import java.time.Instant;
import java.util.concurrent.CompletionStage;

/** {@code POST /}: creates the project that the host names. Source: "CreateProject" of the SLS API reference. */
record CreateProject(Namespaces namespaces, int most, Answers answers) implements Operation {
    private static final int SHORTEST_NAME = 3;
    private static final int LONGEST_NAME = 63;

    @Override
    public CompletionStage<Answer> answer(Call call) {
        JsonBody body = JsonBody.parse(call.request().body(), SlsError.PARAMETER_INVALID);
        String name = body.name("projectName", SHORTEST_NAME, LONGEST_NAME);
        if (!name.equals(call.project().name())) {
            throw new CallRefused(
                    SlsError.PARAMETER_INVALID,
                    "projectName is " + Excerpt.of(name) + ", expected the one of the host, "
                            + call.project().name());
        }
        NamespaceInfo info = new NamespaceInfo(
                call.project(), name, ProjectSettings.description(body), ProjectSettings.of(body), Instant.EPOCH);
        CatalogEnds<NamespaceInfo> ends = new CatalogEnds<>(created -> answers.empty());
        return namespaces.create(info, most).thenApply(outcome -> {
            if (outcome instanceof CatalogOutcome.AlreadyExists) {
                throw new CallRefused(SlsError.PROJECT_ALREADY_EXIST, "Project " + name + " already exist.");
            }
            return outcome.fold(ends);
        });
    }
}
