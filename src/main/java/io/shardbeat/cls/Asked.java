package io.shardbeat.cls;

import com.fasterxml.jackson.databind.JsonNode;
import io.shardbeat.cls.call.Action;
import io.shardbeat.cls.call.Action.Kind;
import io.shardbeat.cls.call.Call;
import io.shardbeat.cls.wire.ClsException;
import io.shardbeat.cls.wire.Envelope;
import io.shardbeat.cls.wire.Reply;
import io.shardbeat.coordinator.StoreUnavailableException;
import io.shardbeat.http.Answer;
import io.shardbeat.security.AccessKey;
import io.shardbeat.security.Audit;
import io.shardbeat.security.Audit.Change;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A call that may be carried out, and leaves a line in the audit log if it changes anything but what consumers do.
 *
 * @param from the address that it came from
 */
record Asked(Action action, Call call, String from) {
    /** What says what an action is about. */
    private static final List<String> SUBJECT = List.of(
            "LogsetId",
            "LogsetName",
            "ConsumerGroup",
            "TopicId",
            "TopicName",
            "PartitionCount",
            "PartitionId",
            "Number",
            "SplitKey",
            "Timeout",
            "Topics");

    /** A refusal is an end of the stage, never thrown. */
    CompletionStage<Reply> run() {
        try {
            return action.run(call);
        } catch (ClsException | StoreUnavailableException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** @param answer the answer whose request id to note, if there is one already */
    void audit(String outcome, @Nullable Answer answer) {
        if (action.kind() == Kind.GROUP || action.kind() == Kind.ADMINISTRATION) {
            AccessKey key = call.caller().key();
            Audit.record(
                    new Change(key == null ? "" : key.id(), action.name(), subject(), from),
                    outcome,
                    answer == null ? "" : requestId(answer));
        }
    }

    private String subject() {
        try {
            var tree = call.arguments().tree();
            return SUBJECT.stream()
                    .filter(tree::hasNonNull)
                    .map(name -> name + "=" + text(tree.get(name)))
                    .collect(Collectors.joining(", "));
        } catch (ClsException e) {
            return "";
        }
    }

    private static String text(JsonNode value) {
        return value.isValueNode() ? value.asText() : value.toString();
    }

    private static String requestId(Answer answer) {
        return answer.headers().stream()
                .filter(header -> header.getKey().equals(Envelope.REQUEST_ID))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }
}
