package io.shardbeat.http;

import io.shardbeat.http.BodyReader.Bounds;
import io.shardbeat.http.BodyReader.Stop;
import io.shardbeat.http.Dialect.Refusal;
import io.shardbeat.http.connection.ConnectionGuard;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.concurrent.CompletionStage;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** One request that a dialect answers: its body is read, within bounds, and the answer is written. */
final class Exchange {
    private static final Logger LOG = Logger.getLogger(Exchange.class);

    /** The smallest part of a body that is counted; the number of connections bounds the rest. */
    private static final int FREE_BYTES = 4 * 1024;

    private final ExchangeRules rules;
    private final HttpServerRequest request;
    private final RawRequest head;
    private final Dialect dialect;
    private @Nullable BodyReader body;
    private long timer = -1;
    private boolean isOver;

    Exchange(ExchangeRules rules, HttpServerRequest request, RawRequest head, Dialect dialect) {
        this.rules = rules;
        this.request = request;
        this.head = head;
        this.dialect = dialect;
    }

    /** Of a request without a body. */
    void answer() {
        answer(head);
    }

    /** @param announced the length of the body; -1 when its end will be known when it comes */
    void readAndAnswer(long announced) {
        boolean isHttp2 = request.version() == HttpVersion.HTTP_2;
        Bounds bounds = new Bounds(dialect.maxBodyBytes(head), rules.strangersBytes(), isHttp2 ? 0 : FREE_BYTES);
        BodyReader reader =
                new BodyReader(bounds, announced, rules.budget(), () -> dialect.distrust(head, rules.strangersBytes()));
        body = reader;
        Stop stop = reader.begin();
        if (stop != null) {
            stop(stop);
            return;
        }
        expectBody(isHttp2);
        request.exceptionHandler(this::broken);
        request.handler(piece -> add(reader, piece));
        request.endHandler(end -> complete(reader));
    }

    private void expectBody(boolean isHttp2) {
        ConnectionGuard guard = isHttp2 ? null : ConnectionGuard.of(request.connection());
        if (guard != null) {
            guard.awaitsBody(this::late);
        } else {
            timer = rules.vertx().setTimer(rules.bodyDeadline().toMillis(), id -> late());
        }
        if ("100-continue".equalsIgnoreCase(head.header("Expect")) && request.version() != HttpVersion.HTTP_1_0) {
            request.response().writeContinue();
        }
    }

    private void add(BodyReader reader, Buffer piece) {
        if (!isOver) {
            Stop stop = reader.add(piece);
            if (stop != null) {
                stop(stop);
            }
        }
    }

    private void complete(BodyReader reader) {
        if (!isOver) {
            cancelTimer();
            answer(head.withBody(reader.body()));
        }
    }

    /** The rest of the body is not worth reading. */
    private void stop(Stop stop) {
        Refusal refusal = stop.refusal();
        Answer answer = stop.answer();
        endEarly(answer != null ? answer : dialect.refuse(head, refusal == null ? Refusal.INTERNAL : refusal));
    }

    private void late() {
        if (!isOver) {
            String why =
                    "its body was not complete after " + rules.bodyDeadline().toSeconds() + " s";
            endEarly(dialect.refuseUnreadable(head, UnreadableRequests.TIMEOUT, why));
        } else {
            request.connection().close();
        }
    }

    /** Chunks that are none: where the next request begins nobody knows. Or the client has left. */
    private void broken(Throwable broken) {
        if (isOver) {
            return;
        }
        if (broken instanceof HttpClosedException) {
            over();
        } else {
            over();
            Answer answer = dialect.refuseUnreadable(head, 400, UnreadableRequests.reason(broken));
            rules.answers().writeLast(request, answer);
        }
    }

    private void endEarly(Answer answer) {
        over();
        rules.answers().throwOut(request, answer);
    }

    private void answer(RawRequest raw) {
        CompletionStage<Answer> answer;
        try {
            answer = dialect.answer(raw);
        } catch (RuntimeException e) {
            fail(e);
            return;
        }
        answer.whenComplete((result, failure) -> {
            if (failure == null) {
                over();
                rules.answers().write(request, result);
            } else {
                fail(failure);
            }
        });
    }

    /** A fault of ours. */
    void fail(@Nullable Throwable failure) {
        over();
        LOG.errorf(failure, "request failed method=%s path=%s", head.method(), head.path());
        rules.answers().write(request, dialect.refuse(head, Refusal.INTERNAL));
    }

    private void over() {
        isOver = true;
        cancelTimer();
        if (body != null) {
            body.release();
        }
    }

    private void cancelTimer() {
        if (timer >= 0) {
            rules.vertx().cancelTimer(timer);
            timer = -1;
        }
    }
}
