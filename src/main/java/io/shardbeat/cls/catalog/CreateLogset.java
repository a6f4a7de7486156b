package io.shardbeat.cls.catalog;

import io.shardbeat.catalog.NamespaceInfo;
import io.shardbeat.cls.call.Action;
import io.shardbeat.cls.call.Call;
import io.shardbeat.cls.call.Caller;
import io.shardbeat.cls.call.Fields;
import io.shardbeat.cls.settings.ClsSettings;
import io.shardbeat.cls.wire.ClsError;
import io.shardbeat.cls.wire.ClsException;
import io.shardbeat.cls.wire.ClsNames;
import io.shardbeat.cls.wire.Json;
import io.shardbeat.cls.wire.Reply;
import io.shardbeat.coordinator.catalog.CatalogOutcome;
import io.shardbeat.coordinator.catalog.NamespaceSummary;
import io.shardbeat.coordinator.catalog.Namespaces;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Creates a logset. Names are unique among those that a caller may use; a logset without an id of the caller's gets a UUID, so that a caller who may only
 * use certain logsets must give the id. Source: API reference, "CreateLogset".
 */
@Singleton
class CreateLogset implements Action {
    private final Namespaces namespaces;
    private final int most;

    CreateLogset(Namespaces namespaces, ClsSettings settings) {
        this.namespaces = namespaces;
        this.most = settings.limits().logsets();
    }

    @Override
    public String name() {
        return "CreateLogset";
    }

    @Override
    public Kind kind() {
        return Kind.ADMINISTRATION;
    }

    @Override
    public CompletionStage<Reply> run(Call call) {
        Fields fields = Fields.of(call);
        String name = Labels.name(fields, "LogsetName");
        NamespaceInfo info = new NamespaceInfo(
                ClsNames.logset(Labels.id(fields, "LogsetId")), name, "", Labels.tags(fields), Instant.EPOCH);
        call.caller().mustBeAllowed(info.id());
        CatalogEnds<NamespaceInfo> ends = new CatalogEnds<>(
                created -> Reply.of(Json.object().put("LogsetId", created.id().name())));
        return namespaces
                .list(ClsNames.DIALECT)
                .thenCompose(others -> {
                    checkBeside(others, name, call.caller());
                    return namespaces.create(info, most);
                })
                .thenApply(outcome -> {
                    if (outcome instanceof CatalogOutcome.AlreadyExists) {
                        throw conflict("id " + info.id().name());
                    }
                    return outcome.fold(ends);
                });
    }

    /** The names of logsets that the caller may not use are not its business. */
    private void checkBeside(List<NamespaceSummary> others, String name, Caller caller) {
        if (others.stream()
                .map(NamespaceSummary::info)
                .anyMatch(other -> other.name().equals(name) && caller.isAllowed(other.id()))) {
            throw conflict("name " + ClsException.quoted(name));
        }
    }

    private static ClsException conflict(String what) {
        return new ClsException(ClsError.LOGSET_CONFLICT, "there is a logset of the " + what);
    }
}
