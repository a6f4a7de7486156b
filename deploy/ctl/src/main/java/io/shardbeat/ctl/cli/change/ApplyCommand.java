package io.shardbeat.ctl.cli.change;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.shardbeat.ctl.api.Request;
import io.shardbeat.ctl.cli.Wishes;
import io.shardbeat.ctl.text.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "apply",
        description =
                "Does what a plan said: --plan with what 'plan -o json' printed, or the same options and its epoch.")
public final class ApplyCommand extends Change {
    @Mixin
    private Wishes wishes;

    @Option(names = "--plan", paramLabel = "FILE", description = "A plan as JSON; its epoch is the precondition.")
    private @Nullable Path file;

    @Override
    public Integer call() {
        if (file == null && !terms().nameAnEpoch()) {
            throw ctl().wrong("a plan holds for one epoch: name it with --if-epoch, or give the plan with --plan");
        }
        return super.call();
    }

    @Override
    protected String what() {
        return "apply the plan to " + group();
    }

    @Override
    protected Request request() {
        Request request = Request.post(group().address("apply"));
        if (file == null) {
            return wishes.on(request);
        }
        ObjectNode plan = plan(file);
        request.body().setAll(plan);
        terms().otherwiseIfEpoch(plan.path("epoch").asLong());
        return request;
    }

    private ObjectNode plan(Path from) {
        try {
            JsonNode plan = Json.read(Files.readAllBytes(from));
            if (plan instanceof ObjectNode fields && plan.path("epoch").isIntegralNumber()) {
                return fields;
            }
        } catch (IOException e) {
            throw ctl().wrong(
                            "cannot read the plan " + from + " (" + e.getClass().getSimpleName() + ")");
        }
        throw ctl().wrong("--plan " + from + ": that is no plan, which has an epoch");
    }
}
