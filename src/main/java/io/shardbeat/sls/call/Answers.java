package io.shardbeat.sls.call;

import io.shardbeat.coordinator.fencing.FencingTokens;
import io.shardbeat.http.Answer;
import io.shardbeat.sls.wire.CallRefused;
import io.shardbeat.sls.wire.JsonText;
import io.shardbeat.sls.wire.RequestIds;
import io.shardbeat.sls.wire.SlsError;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/**
 * Builds answers. Success is exactly 200: every official client takes other 2xx for errors. Header names are lower-case,
 * because the Python client looks them up in that spelling.
 */
public final class Answers {
    private static final String JSON = "application/json";
    static final String REQUEST_ID = "x-log-requestid";
    private static final String EPOCH = "x-shardbeat-epoch";
    private static final int UNAUTHORIZED = 401;
    private static final String NO_TYPE = "";
    private static final byte[] NOTHING = new byte[0];

    private final RequestIds requestIds;

    public Answers(InstantSource clock) {
        requestIds = new RequestIds(clock);
    }

    /**
     * For calls without a result. The Go client never reads what comes here: anything would cost it a connection. And it
     * must not be called JSON: the Node client would parse it and fail.
     */
    public Answer empty() {
        return new Answer(200, NO_TYPE, List.of(requestId()), NOTHING);
    }

    public Answer json(byte[] body) {
        return new Answer(200, JSON, List.of(requestId()), body);
    }

    /** @param epoch orders this grant among those of its group: a fencing number */
    public Answer grant(long epoch, byte[] body) {
        return new Answer(200, JSON, List.of(requestId(), Map.entry(EPOCH, Long.toString(epoch))), body);
    }

    /** @param tokens of the shards, where the grant is another than the consumer reported */
    public Answer grant(long epoch, byte[] body, String tokens) {
        return new Answer(
                200,
                JSON,
                List.of(requestId(), Map.entry(EPOCH, Long.toString(epoch)), Map.entry(FencingTokens.HEADER, tokens)),
                body);
    }

    public Answer error(CallRefused refused) {
        Answer answer = error(refused.error(), refused.reason()).saying(refused.outcome());
        return refused.error().status() == UNAUTHORIZED ? answer.distrusting() : answer;
    }

    public Answer error(SlsError error, String message) {
        StringBuilder body = new StringBuilder(64 + message.length());
        body.append("{\"errorCode\":");
        JsonText.append(body, error.code());
        body.append(",\"errorMessage\":");
        JsonText.append(body, message);
        body.append('}');
        byte[] text = body.toString().getBytes(StandardCharsets.UTF_8);
        return new Answer(error.status(), JSON, List.of(requestId()), text, false, error.outcome());
    }

    public String newRequestId() {
        return requestIds.next();
    }

    private Map.Entry<String, String> requestId() {
        return Map.entry(REQUEST_ID, requestIds.next());
    }
}
