package io.shardbeat.admin.request;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.shardbeat.admin.view.ErrorView;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.Response;

/** An error of the API where no REST resource answers: instead of a stream of events, or in one. */
public final class StreamAnswer {
    private final Response response;

    StreamAnswer(Response response) {
        this.response = response;
    }

    public static StreamAnswer to(Throwable failure) {
        return new StreamAnswer(AdminErrors.answerTo(failure, () -> "for a live stream"));
    }

    public int status() {
        return response.getStatus();
    }

    /** Whether asking again would not help: only trouble with the store ends by itself. */
    public boolean isFinal() {
        return response.getStatus() < 500 && response.getStatus() != AdminError.GROUP_DAMAGED.status();
    }

    /** As the data of an event. */
    public ObjectNode told(ObjectMapper json) {
        return json.<ObjectNode>valueToTree(view()).put("status", response.getStatus());
    }

    public void send(RoutingContext context) {
        var raw = context.response();
        if (raw.headWritten() || raw.closed()) {
            return;
        }
        raw.setStatusCode(response.getStatus());
        response.getStringHeaders().forEach((name, values) -> raw.putHeader(name, values));
        raw.putHeader("Content-Type", "application/json;charset=UTF-8");
        raw.end(new JsonObject()
                .put("error", view().error())
                .put("message", view().message())
                .encode());
    }

    private ErrorView view() {
        return (ErrorView) response.getEntity();
    }
}
