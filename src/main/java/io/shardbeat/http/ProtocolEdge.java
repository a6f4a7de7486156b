package io.shardbeat.http;

import io.quarkus.arc.All;
import io.shardbeat.http.Dialect.Refusal;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Where both protocols come in. Finds out which dialect a request is in, reads its body within that dialect's bound and
 * writes the answer. On plain Vert.x routes rather than REST resources (ADR 0005): signatures need the request as it
 * came, and every error, down to an unknown path, must be in the caller's own dialect.
 */
@Singleton
public class ProtocolEdge {
    private static final Logger LOG = Logger.getLogger(ProtocolEdge.class);

    /** Before the routes of Quarkus REST, which would answer unknown paths in a shape no client knows. */
    private static final int BEFORE_REST = -1_000;

    private final List<Dialect> dialects;
    private final Forwarder forwarder;
    private final UnreadableRequests unreadable;
    private final ConnectionAge age;

    ProtocolEdge(@All List<Dialect> dialects, Forwarder forwarder, UnreadableRequests unreadable, ConnectionAge age) {
        this.forwarder = forwarder;
        this.unreadable = unreadable;
        this.age = age;
        this.dialects = dialects.stream()
                .sorted(Comparator.comparingInt(Dialect::priority))
                .toList();
    }

    void install(@Observes Router router) {
        router.route().order(BEFORE_REST).handler(this::handle).failureHandler(this::handleFailed);
        // Where even looking for a route fails, no route's failure handler is asked.
        router.errorHandler(400, this::handleUnrouted);
        router.errorHandler(404, this::handleUnrouted);
        unreadable.answeredBy(this::refuseUnreadable);
    }

    private void handleFailed(RoutingContext context) {
        RawRequest head = head(context.request());
        if (isOurs(head.path())) {
            context.next();
        } else {
            answerFailed(context, head);
        }
    }

    private void handleUnrouted(RoutingContext context) {
        RawRequest head = head(context.request());
        if (isOurs(head.path())) {
            context.response()
                    .setStatusCode(context.statusCode() < 0 ? 400 : context.statusCode())
                    .end();
        } else {
            answerFailed(context, head);
        }
    }

    /** What the router would refuse in a shape no client knows: no Host, or a target such as {@code *}. */
    private void answerFailed(RoutingContext context, RawRequest head) {
        Dialect dialect = dialectOf(head);
        if (context.statusCode() == 400 || context.statusCode() == 404) {
            receive(context.request(), head, dialect);
        } else {
            writeFailure(context.request(), head, dialect, context.failure());
        }
    }

    private void handle(RoutingContext context) {
        age.check(context);
        HttpServerRequest request = context.request();
        RawRequest head = head(request);
        if (isOurs(head.path())) {
            context.next();
        } else if (isBrowserAtRoot(head)) {
            request.response().setStatusCode(302).putHeader("Location", "/ui").end();
        } else {
            dispatch(request, head, dialectOf(head));
        }
    }

    private void dispatch(HttpServerRequest request, RawRequest head, Dialect dialect) {
        Upstream upstream = dialect.upstream(head);
        if (upstream == null) {
            receive(request, head, dialect);
        } else {
            forwarder.forward(request, head, upstream, refusal -> dialect.refuse(head, refusal));
        }
    }

    private Dialect dialectOf(RawRequest head) {
        for (Dialect dialect : dialects) {
            if (dialect.speaks(head)) {
                return dialect;
            }
        }
        return dialects.get(dialects.size() - 1);
    }

    /** Neither protocol has such paths; they belong to operators. */
    private static boolean isOurs(String path) {
        return path.equals("/ui") || path.startsWith("/ui/") || path.startsWith("/admin/") || path.startsWith("/q/");
    }

    private static boolean isBrowserAtRoot(RawRequest head) {
        return head.path().equals("/")
                && head.method().equals("GET")
                && head.query() == null
                && head.header("Authorization") == null
                && head.header("x-log-apiversion") == null
                && head.header("X-TC-Action") == null;
    }

    private static RawRequest head(HttpServerRequest request) {
        String target = request.uri();
        if (!target.startsWith("/")) {
            target = originForm(target);
        }
        int query = target.indexOf('?');
        return new RawRequest(
                request.method().name(),
                query < 0 ? target : target.substring(0, query),
                query < 0 ? null : target.substring(query + 1),
                headers(request),
                new byte[0]);
    }

    /** HTTP/2 says in {@code :authority} what both dialects look for in {@code Host}. */
    private static MultiMap headers(HttpServerRequest request) {
        if (request.version() == HttpVersion.HTTP_2 && request.authority() != null) {
            return MultiMap.caseInsensitiveMultiMap()
                    .addAll(request.headers())
                    .set("Host", request.authority().toString());
        }
        return request.headers();
    }

    /** {@code http://host/path} as sent to a proxy, cut down to {@code /path}. */
    private static String originForm(String target) {
        int authority = target.indexOf("://");
        if (authority < 0) {
            return "/" + target;
        }
        int path = target.indexOf('/', authority + 3);
        int query = target.indexOf('?', authority + 3);
        if (query >= 0 && (path < 0 || query < path)) {
            return "/" + target.substring(query);
        }
        return path < 0 ? "/" : target.substring(path);
    }

    private void receive(HttpServerRequest request, RawRequest head, Dialect dialect) {
        String length = head.header("Content-Length");
        boolean mayBeOpenEnded = head.header("Transfer-Encoding") != null || request.version() == HttpVersion.HTTP_2;
        boolean sendsBody = request.method() == HttpMethod.POST || request.method() == HttpMethod.PUT;
        if (length == null && !(mayBeOpenEnded && sendsBody)) {
            if (sendsBody) {
                write(request.response(), dialect.refuse(head, Refusal.LENGTH_REQUIRED));
            } else {
                answer(request, head, dialect);
            }
            return;
        }
        int limit = dialect.maxBodyBytes(head);
        if (length != null && exceeds(length, limit)) {
            refuseTooLarge(request, head, dialect);
            return;
        }
        if ("100-continue".equalsIgnoreCase(head.header("Expect"))) {
            request.response().writeContinue();
        }
        if (length == null) {
            request.exceptionHandler(broken -> refuseBroken(request, head, dialect, broken));
        }
        new BodyReader(request, limit)
                .read(
                        body -> answer(
                                request,
                                new RawRequest(head.method(), head.path(), head.query(), head.headers(), body),
                                dialect),
                        () -> refuseTooLarge(request, head, dialect));
    }

    private static boolean exceeds(String length, int limit) {
        try {
            return Long.parseLong(length.trim()) > limit;
        } catch (NumberFormatException e) {
            return true;
        }
    }

    /** The rest of the body is not worth reading. */
    private static void refuseTooLarge(HttpServerRequest request, RawRequest head, Dialect dialect) {
        writeLast(request, dialect.refuse(head, Refusal.BODY_TOO_LARGE));
    }

    /** Chunks that are none: where the next request begins nobody knows. */
    private static void refuseBroken(HttpServerRequest request, RawRequest head, Dialect dialect, Throwable broken) {
        if (!(broken instanceof HttpClosedException)) {
            writeLast(request, dialect.refuseUnreadable(head, 400, UnreadableRequests.reason(broken)));
        }
    }

    private void refuseUnreadable(HttpServerRequest request) {
        RawRequest head = head(request);
        if (isOurs(head.path())) {
            HttpServerRequest.DEFAULT_INVALID_REQUEST_HANDLER.handle(request);
            return;
        }
        Throwable broken = request.decoderResult().cause();
        int status = UnreadableRequests.status(broken);
        writeLast(request, dialectOf(head).refuseUnreadable(head, status, UnreadableRequests.reason(broken)));
    }

    private static void answer(HttpServerRequest request, RawRequest raw, Dialect dialect) {
        CompletionStage<Answer> answer;
        try {
            answer = dialect.answer(raw);
        } catch (RuntimeException e) {
            writeFailure(request, raw, dialect, e);
            return;
        }
        answer.whenComplete((result, failure) -> {
            if (failure == null) {
                write(request.response(), result);
            } else {
                writeFailure(request, raw, dialect, failure);
            }
        });
    }

    private static void writeFailure(
            HttpServerRequest request, RawRequest raw, Dialect dialect, @Nullable Throwable failure) {
        LOG.errorf(failure, "request failed method=%s path=%s", raw.method(), raw.path());
        write(request.response(), dialect.refuse(raw, Refusal.INTERNAL));
    }

    /** The connection ends with the answer. */
    private static void writeLast(HttpServerRequest request, Answer answer) {
        HttpServerResponse response = request.response();
        if (response.headWritten()) {
            return;
        }
        response.putHeader("Connection", "close");
        response.endHandler(end -> request.connection().close());
        write(response, answer);
    }

    private static void write(HttpServerResponse response, Answer answer) {
        if (response.closed() || response.ended()) {
            return;
        }
        response.setStatusCode(answer.status());
        if (!answer.contentType().isEmpty()) {
            response.putHeader("Content-Type", answer.contentType());
        }
        for (var header : answer.headers()) {
            response.putHeader(header.getKey(), header.getValue());
        }
        response.end(Buffer.buffer(answer.body()));
    }
}
