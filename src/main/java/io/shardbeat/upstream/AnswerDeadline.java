package io.shardbeat.upstream;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/**
 * How long a log service may take from the end of a request to the end of its answer's head. One that sends a byte of it, or
 * another {@code 100 Continue}, now and then is not idle, but would keep a connection for ever.
 */
record AnswerDeadline(Vertx vertx, Duration limit) {
    /** Of HTTP/2, which {@link HttpClientRequest#reset(long, Throwable)} asks for; over HTTP/1.1 the connection is closed. */
    private static final long CANCEL = 8;

    /** From the end of what the client sends, since uploads take their time. */
    void watch(HttpServerRequest client, HttpClientRequest request) {
        client.end().onSuccess(sent -> {
            if (!request.response().isComplete()) {
                long timer = vertx.setTimer(limit.toMillis(), fired -> request.reset(CANCEL, exceeded()));
                request.response().onComplete(answered -> vertx.cancelTimer(timer));
            }
        });
    }

    /** The reason why {@link #watch} ended a request, else the failure as it is. */
    static Throwable reason(Throwable failure) {
        return failure.getCause() instanceof TimeoutException late ? late : failure;
    }

    private TimeoutException exceeded() {
        return new TimeoutException("the log service did not answer within " + limit.toMillis() + " ms");
    }
}
