package io.shardbeat.http.edge;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.shardbeat.config.ShardbeatConfig;
import io.shardbeat.http.Answer;
import io.shardbeat.http.HttpDate;
import io.shardbeat.http.connection.ConnectionGuard;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import jakarta.inject.Singleton;

/** Writes answers, and ends what has to end with them. */
@Singleton
class AnswerWriter {
    private static final int LINGER_MILLIS = 500;

    private final HttpDate date;
    private final Vertx vertx;
    private final long deadlineMillis;
    private final int mostRefusals;

    AnswerWriter(HttpDate date, Vertx vertx, ShardbeatConfig config) {
        this.date = date;
        this.vertx = vertx;
        deadlineMillis = config.http().answerDeadline().toMillis();
        mostRefusals = config.http().refusals();
    }

    HttpDate date() {
        return date;
    }

    void write(HttpServerRequest request, Answer answer) {
        HttpServerResponse response = request.response();
        if (response.closed() || response.ended()) {
            return;
        }
        if (answer.isDistrust() && isOneTooMany(request)) {
            endsConnection(request);
        }
        response.setStatusCode(answer.status()).putHeader("Date", date.now());
        if (!answer.contentType().isEmpty()) {
            response.putHeader("Content-Type", answer.contentType());
        }
        for (var header : answer.headers()) {
            response.putHeader(header.getKey(), header.getValue());
        }
        Future<Void> written = end(request, answer.body());
        if (request.version() == HttpVersion.HTTP_2 && !written.isComplete()) {
            resetWhenLate(response, written);
        }
    }

    /** To HEAD without the body, which over HTTP/2 would be a fault of the protocol, but with its length. */
    private static Future<Void> end(HttpServerRequest request, byte[] body) {
        HttpServerResponse response = request.response();
        return request.method() == HttpMethod.HEAD
                ? response.putHeader("Content-Length", Integer.toString(body.length))
                        .end()
                : response.end(Buffer.buffer(body));
    }

    /** The connection ends with the answer, since where the next request begins nobody knows; over HTTP/2, only the request. */
    void writeLast(HttpServerRequest request, Answer answer) {
        if (!request.response().headWritten()) {
            if (request.version() != HttpVersion.HTTP_2) {
                request.response()
                        .putHeader("Connection", "close")
                        .endHandler(end -> request.connection().close());
            }
            write(request, answer);
        }
    }

    /** The connection ends soon after the answer; over HTTP/2, only the request. */
    void throwOut(HttpServerRequest request, Answer answer) {
        if (!request.response().headWritten()) {
            endsConnection(request);
            write(request, answer);
        }
    }

    /** The same where there is no request to answer. */
    FullHttpResponse last(Answer answer) {
        FullHttpResponse response = new DefaultFullHttpResponse(
                io.netty.handler.codec.http.HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(answer.status()),
                Unpooled.wrappedBuffer(answer.body()));
        response.headers()
                .set("Date", date.now())
                .set("Content-Type", answer.contentType())
                .set("Content-Length", answer.body().length)
                .set("Connection", "close");
        answer.headers().forEach(header -> response.headers().set(header.getKey(), header.getValue()));
        return response;
    }

    /**
     * Not at once: the answer would be lost on a client that is still sending, and who is thrown out would be back too
     * soon. Until then nothing of it is read.
     */
    private void endsConnection(HttpServerRequest request) {
        if (request.version() == HttpVersion.HTTP_2) {
            return;
        }
        request.response().putHeader("Connection", "close").endHandler(end -> {
            ConnectionGuard guard = ConnectionGuard.of(request.connection());
            if (guard != null) {
                guard.readNoMore();
            }
            vertx.setTimer(LINGER_MILLIS, over -> request.connection().close());
        });
    }

    private boolean isOneTooMany(HttpServerRequest request) {
        ConnectionGuard guard = ConnectionGuard.of(request.connection());
        return guard != null && request.version() != HttpVersion.HTTP_2 && guard.countDistrust() >= mostRefusals;
    }

    /** An answer may wait for room that the peer does not give, while the connection itself is in order. */
    private void resetWhenLate(HttpServerResponse response, Future<Void> written) {
        long timer = vertx.setTimer(deadlineMillis, late -> response.reset());
        written.onComplete(done -> vertx.cancelTimer(timer));
    }
}
