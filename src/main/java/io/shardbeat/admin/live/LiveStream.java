package io.shardbeat.admin.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.shardbeat.admin.request.StreamAccess.Admitted;
import io.shardbeat.admin.request.StreamAnswer;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * One who watches: told the whole document first, then what differs. Who reads slowly misses what was in between, and
 * nothing piles up.
 */
final class LiveStream<N extends News> implements Feed.Listener<N> {
    private final LiveQuery query;
    private final StreamSink sink;
    private final Admitted caller;
    private final ObjectMapper json;
    private ObjectNode sent;
    private boolean troubled;

    LiveStream(LiveQuery query, StreamSink sink, Admitted caller, ObjectMapper json) {
        this.query = query;
        this.sink = sink;
        this.caller = caller;
        this.json = json;
        sent = json.createObjectNode();
    }

    LiveQuery query() {
        return query;
    }

    @Override
    public void news(N news) {
        if (isOver() || !sink.isReady() || query.once() && news.isPart()) {
            return;
        }
        ObjectNode now = news.document(query);
        ObjectNode patch = MergePatch.between(sent, now);
        sent = now;
        if (patch == null && sink.hasBegun() && !troubled) {
            sink.idle();
            return;
        }
        troubled = false;
        ObjectNode event = patch == null ? json.createObjectNode() : patch;
        if (news.at() != null) {
            event.put("at", String.valueOf(news.at()));
        }
        sink.event("patch", bytes(event));
        if (query.once()) {
            sink.end();
        }
    }

    /** What does not answer now may do so later; what is gone is gone. */
    @Override
    public void failed(Throwable failure) {
        StreamAnswer answer = StreamAnswer.to(failure);
        if (!sink.hasBegun()) {
            sink.refuse(answer);
        } else if (!isOver() && sink.isReady()) {
            if (!troubled) {
                sink.event("error", bytes(answer.told(json)));
            } else {
                sink.idle();
            }
            troubled = true;
            if (answer.isFinal()) {
                sink.end();
            }
        }
    }

    /** A key that was taken away reads nothing more. */
    private boolean isOver() {
        @Nullable StreamAnswer refused = caller.refusedNow();
        if (refused == null) {
            return false;
        }
        if (sink.hasBegun()) {
            sink.event("error", bytes(refused.told(json)));
            sink.end();
        } else {
            sink.refuse(refused);
        }
        return true;
    }

    private byte[] bytes(JsonNode node) {
        try {
            return json.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
