package io.shardbeat.sls.call;

import io.shardbeat.http.Answer;
import io.shardbeat.security.Audit;
import io.shardbeat.security.Audit.Change;
import io.shardbeat.sls.wire.SlsError;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;

/** A call that changes something, and leaves a line in the audit log, however it ends. */
public final class AuditedCall {
    private static final String CODE = "{\"errorCode\":\"";

    private final Operation operation;
    private final Call call;
    private final Change change;

    public AuditedCall(Operation operation, Call call, String caller) {
        this.operation = operation;
        this.call = call;
        this.change = new Change(
                caller,
                operation.getClass().getSimpleName(),
                subject(call),
                call.request().peer());
    }

    public CompletionStage<Answer> answer(BiFunction<Operation, Call, CompletionStage<Answer>> carryOut) {
        return carryOut.apply(operation, call).whenComplete((answer, fault) -> {
            if (answer == null) {
                Audit.record(change, SlsError.INTERNAL_SERVER_ERROR.code(), "");
            } else {
                Audit.record(change, answer.status() == 200 ? "ok" : code(answer), requestId(answer));
            }
        });
    }

    /** The project and the path; what is to be created, or set to what, is in the body, which holds no secrets. */
    private static String subject(Call call) {
        String path = call.project().name() + call.request().path();
        String query =
                call.request().query() == null ? "" : "?" + call.request().query();
        String body = new String(call.request().body(), StandardCharsets.UTF_8);
        return path + query + (body.isEmpty() ? "" : " " + body);
    }

    private static String code(Answer answer) {
        String body = new String(answer.body(), StandardCharsets.UTF_8);
        int end = body.indexOf('"', CODE.length());
        return body.startsWith(CODE) && end > 0 ? body.substring(CODE.length(), end) : String.valueOf(answer.status());
    }

    private static String requestId(Answer answer) {
        return answer.headers().stream()
                .filter(header -> header.getKey().equals(Answers.REQUEST_ID))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }
}
