package io.shardbeat.http;

import io.netty.handler.codec.http.FullHttpResponse;
import io.quarkus.arc.All;
import io.shardbeat.http.Dialect.Refusal;
import io.shardbeat.http.RequestHead.Flaw;
import io.shardbeat.http.connection.ConnectionGuard;
import io.shardbeat.http.connection.LateHeads;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.List;

/**
 * Where both protocols come in. Finds out which dialect a request is in, and has it answered in that dialect or passed
 * on. On plain Vert.x routes rather than REST resources (ADR 0005): signatures need the request as it came, and every
 * error, down to an unknown path, must be in the caller's own dialect.
 */
@Singleton
public class ProtocolEdge {
    /** Before the routes of Quarkus REST, which would answer unknown paths in a shape no client knows. */
    private static final int BEFORE_REST = -1_000;

    private final List<Dialect> dialects;
    private final Forwarder forwarder;
    private final UnreadableRequests unreadable;
    private final ExchangeRules rules;
    private final LateHeads lateHeads;
    private final ConnectionAge age;

    ProtocolEdge(
            @All List<Dialect> dialects,
            Forwarder forwarder,
            UnreadableRequests unreadable,
            LateHeads lateHeads,
            ExchangeRules rules,
            ConnectionAge age) {
        this.forwarder = forwarder;
        this.unreadable = unreadable;
        this.rules = rules;
        this.lateHeads = lateHeads;
        this.age = age;
        this.dialects = dialects.stream()
                .sorted(Comparator.comparingInt(Dialect::priority))
                .toList();
    }

    void install(@Observes Router router) {
        router.route().order(BEFORE_REST).handler(this::handleInTurn).failureHandler(this::handleFailed);
        // Where even looking for a route fails, no route's failure handler is asked.
        router.errorHandler(400, this::handleUnrouted);
        router.errorHandler(404, this::handleUnrouted);
        unreadable.answeredBy(this::refuseUnreadable);
        lateHeads.answeredBy(this::lateHead);
    }

    private void handleFailed(RoutingContext context) {
        RawRequest head = RequestHead.of(context.request());
        if (!isOurs(head.path())) {
            answerFailed(context, head);
        } else if (context.statusCode() == 400) {
            rules.answers().write(context.request(), OperatorAnswers.unreadable(400, "Host is missing or is none"));
        } else {
            context.next();
        }
    }

    private void handleUnrouted(RoutingContext context) {
        RawRequest head = RequestHead.of(context.request());
        if (isOurs(head.path())) {
            int status = context.statusCode() < 0 ? 400 : context.statusCode();
            rules.answers()
                    .write(context.request(), OperatorAnswers.unreadable(status, "there is nothing at this path"));
        } else {
            answerFailed(context, head);
        }
    }

    /** What the router would refuse in a shape no client knows: no Host, or a target such as {@code *}. */
    private void answerFailed(RoutingContext context, RawRequest head) {
        HttpServerRequest request = context.request();
        Dialect dialect = dialectOf(head);
        if (context.statusCode() == 400 || context.statusCode() == 404) {
            receive(request, head, dialect);
        } else {
            new Exchange(rules, request, head, dialect).fail(context.failure());
        }
    }

    /**
     * Over HTTP/2 in the next turn of the event loop: until then requests count against what a connection may have under
     * way, so that no more of them are answered in one turn, however small they are.
     */
    private void handleInTurn(RoutingContext context) {
        if (context.request().version() == HttpVersion.HTTP_2) {
            context.request().pause();
            context.vertx().getOrCreateContext().runOnContext(turn -> {
                context.request().resume();
                handle(context);
            });
        } else {
            handle(context);
        }
    }

    private void handle(RoutingContext context) {
        age.check(context);
        HttpServerRequest request = context.request();
        RawRequest head = RequestHead.of(request);
        Flaw flaw = RequestHead.flaw(request, head, rules.lengths());
        if (flaw != null) {
            rules.answers().throwOut(request, refuse(head, flaw.status(), flaw.why()));
        } else if (isOurs(head.path())) {
            context.response().putHeader("Date", rules.date().now());
            context.next();
        } else if (isBrowserAtRoot(head)) {
            request.response()
                    .setStatusCode(302)
                    .putHeader("Date", rules.date().now())
                    .putHeader("Location", "/ui")
                    .end();
        } else {
            dispatch(request, head, dialectOf(head));
        }
    }

    private void dispatch(HttpServerRequest request, RawRequest head, Dialect dialect) {
        Upstream upstream = dialect.upstream(head);
        if (upstream == null) {
            receive(request, head, dialect);
        } else if (RequestHead.hasControls(request.uri())) {
            rules.answers().throwOut(request, refuse(head, 400, "the path has a control character in it"));
        } else {
            ConnectionGuard guard = ConnectionGuard.of(request.connection());
            if (guard != null) {
                guard.streams();
            }
            forwarder.forward(request, head, upstream, refusal -> dialect.refuse(head, refusal));
        }
    }

    /** To what cannot be read as HTTP, in the shape of whoever it seems to be for. */
    private Answer refuse(RawRequest head, int status, String why) {
        return isOurs(head.path())
                ? OperatorAnswers.unreadable(status, why)
                : dialectOf(head).refuseUnreadable(head, status, why);
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

    private void receive(HttpServerRequest request, RawRequest head, Dialect dialect) {
        if (ForeignPages.sent(head)) {
            rules.answers().writeLast(request, dialect.refuse(head, Refusal.FOREIGN_PAGE));
            return;
        }
        String length = head.header("Content-Length");
        boolean mayBeOpenEnded = head.header("Transfer-Encoding") != null || request.version() == HttpVersion.HTTP_2;
        boolean sendsBody = request.method() == HttpMethod.POST || request.method() == HttpMethod.PUT;
        Exchange exchange = new Exchange(rules, request, head, dialect);
        if (length != null || mayBeOpenEnded && sendsBody) {
            exchange.readAndAnswer(length == null ? -1 : length(length));
        } else if (sendsBody) {
            rules.answers().write(request, dialect.refuse(head, Refusal.LENGTH_REQUIRED));
        } else {
            exchange.answer();
        }
    }

    private static long length(String length) {
        try {
            return Long.parseLong(length.trim());
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }

    private void refuseUnreadable(HttpServerRequest request) {
        Throwable broken = request.decoderResult().cause();
        int status = UnreadableRequests.status(broken);
        rules.answers().writeLast(request, refuse(RequestHead.of(request), status, UnreadableRequests.reason(broken)));
    }

    /** Of such a request nothing is known. */
    private FullHttpResponse lateHead() {
        RawRequest nothing = new RawRequest("GET", "/", null, MultiMap.caseInsensitiveMultiMap(), new byte[0]);
        String why = "its headers were not complete in time";
        return rules.answers()
                .last(dialects.get(dialects.size() - 1).refuseUnreadable(nothing, UnreadableRequests.TIMEOUT, why));
    }
}
