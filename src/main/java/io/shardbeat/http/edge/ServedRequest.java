package io.shardbeat.http.edge;

import io.shardbeat.http.Answer;
import io.shardbeat.http.Dialect.Refusal;
import io.shardbeat.http.Exchange;
import io.shardbeat.http.RawRequest;
import io.shardbeat.http.Traces.Trace;
import io.shardbeat.http.connection.ConnectionGuard;
import io.shardbeat.http.edge.BodyReader.Bounds;
import io.shardbeat.http.edge.BodyReader.Stop;
import io.shardbeat.security.RequestId;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.concurrent.CompletionStage;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** One request that a dialect answers: its body is read, within bounds, and the answer is written. */
final class ServedRequest {
    private static final Logger LOG = Logger.getLogger(ServedRequest.class);

    /** The smallest part of a body that is counted; the number of connections bounds the rest. */
    private static final int FREE_BYTES = 4 * 1024;

    private final ExchangeRules rules;
    private final HttpServerRequest request;
    private final RawRequest head;
    private final Exchange exchange;
    private final @Nullable Trace trace;
    private final @Nullable ConnectionGuard guard;
    private final RequestId id;
    private @Nullable BodyReader body;
    private final long sinceNanos = System.nanoTime();
    private long timer = -1;
    private boolean isOver;

    ServedRequest(ExchangeRules rules, HttpServerRequest request, RawRequest head, Exchange exchange) {
        this.rules = rules;
        this.request = request;
        this.head = head;
        this.exchange = exchange;
        trace = rules.traces().begin(exchange.dialect(), head);
        guard = ConnectionGuard.of(request.connection());
        id = new RequestId(exchange::newRequestId);
    }

    /** Of a request without a body. */
    void answer() {
        answer(head);
    }

    /** @param announced the length of the body; -1 when its end will be known when it comes */
    void readAndAnswer(long announced) {
        boolean isHttp2 = request.version() == HttpVersion.HTTP_2;
        Bounds bounds = new Bounds(exchange.maxBodyBytes(), rules.strangersBytes(), isHttp2 ? 0 : FREE_BYTES);
        BodyReader reader = new BodyReader(
                bounds, announced, rules.budget(), () -> id.during(() -> exchange.distrust(rules.strangersBytes())));
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
        if (guard != null && !isHttp2) {
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
        endEarly(answer != null ? answer : exchange.refuse(refusal == null ? Refusal.INTERNAL : refusal));
    }

    private void late() {
        if (!isOver) {
            String why =
                    "its body was not complete after " + rules.bodyDeadline().toSeconds() + " s";
            endEarly(exchange.refuseUnreadable(UnreadableRequests.TIMEOUT, why));
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
            if (trace != null) {
                trace.abandoned();
            }
        } else {
            over();
            Answer answer = exchange.refuseUnreadable(400, UnreadableRequests.reason(broken));
            rules.answers().writeLast(request, note(head, answer));
        }
    }

    private void endEarly(Answer answer) {
        over();
        rules.answers().throwOut(request, note(head, answer));
    }

    private void answer(RawRequest raw) {
        CompletionStage<Answer> answer;
        try {
            answer = id.during(() -> exchange.answer(raw));
        } catch (RuntimeException e) {
            fail(e, raw);
            return;
        }
        if (guard != null && exchange.isAdmitted()) {
            guard.serves();
        }
        answer.whenComplete((result, failure) -> {
            if (failure == null) {
                over();
                rules.answers().write(request, note(raw, result));
            } else {
                fail(failure, raw);
            }
        });
    }

    /** What the edge refuses by itself, before a body is read. */
    void refuse(Refusal refusal) {
        Answer answer = note(head, exchange.refuse(refusal));
        if (refusal == Refusal.FOREIGN_PAGE) {
            rules.answers().writeLast(request, answer);
        } else {
            rules.answers().write(request, answer);
        }
    }

    /** A fault of ours. */
    void fail(@Nullable Throwable failure) {
        fail(failure, head);
    }

    private void fail(@Nullable Throwable failure, RawRequest raw) {
        over();
        Answer answer = note(raw, exchange.refuse(Refusal.INTERNAL));
        LOG.errorf(
                failure, "request failed method=%s path=%s request=%s", head.method(), head.path(), answer.requestId());
        rules.answers().write(request, answer);
    }

    /** It is answered so, by the id that lines about it have named. */
    private Answer note(RawRequest raw, Answer anonymous) {
        String named = id.named();
        Answer answer = named == null ? anonymous : anonymous.named(named);
        rules.count(exchange, raw, answer, sinceNanos);
        if (trace != null) {
            trace.answered(exchange.call(), answer);
        }
        return answer;
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
