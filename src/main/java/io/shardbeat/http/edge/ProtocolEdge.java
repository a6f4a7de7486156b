package io.shardbeat.http.edge;

import io.netty.handler.codec.http.FullHttpResponse;
import io.quarkus.arc.All;
import io.shardbeat.http.Answer;
import io.shardbeat.http.Dialect;
import io.shardbeat.http.Dialect.Refusal;
import io.shardbeat.http.Exchange;
import io.shardbeat.http.ForeignPages;
import io.shardbeat.http.Forwarder;
import io.shardbeat.http.OperatorAnswers;
import io.shardbeat.http.RawRequest;
import io.shardbeat.http.RequestHead;
import io.shardbeat.http.RequestHead.Flaw;
import io.shardbeat.http.Traces.Trace;
import io.shardbeat.http.Upstream;
import io.shardbeat.http.connection.ConnectionGuard;
import io.shardbeat.http.connection.LateHeads;
import io.vertx.core.Context;
import io.vertx.core.MultiMap;
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
import java.util.concurrent.Executor;

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
    private final Peers peers;

    ProtocolEdge(
            @All List<Dialect> dialects,
            Forwarder forwarder,
            UnreadableRequests unreadable,
            LateHeads lateHeads,
            ExchangeRules rules,
            ConnectionAge age,
            Peers peers) {
        this.forwarder = forwarder;
        this.unreadable = unreadable;
        this.rules = rules;
        this.lateHeads = lateHeads;
        this.age = age;
        this.peers = peers;
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
        int status = context.statusCode();
        if (status != 400 && status != 404) {
            new ServedRequest(rules, request, head, open(head)).fail(context.failure());
            return;
        }
        Flaw flaw = RequestHead.flaw(request, head, rules.lengths());
        if (flaw != null) {
            rules.answers().throwOut(request, refuse(head, flaw.status(), flaw.why()));
            return;
        }
        Exchange exchange = open(head);
        String host = head.header("Host");
        if (status == 404 || exchange.upstream() == null) {
            receive(request, head, exchange);
        } else if (host == null || host.isEmpty()) {
            rules.answers().throwOut(request, refuse(head, 400, "Host is missing"));
        } else {
            dispatch(request, head, exchange);
        }
    }

    /**
     * Over HTTP/2 in a later turn of the event loop: until then requests count against what a connection may have under
     * way, and one of each connection is begun in a turn, however small they are.
     */
    private void handleInTurn(RoutingContext context) {
        if (context.request().version() != HttpVersion.HTTP_2) {
            handle(context);
            return;
        }
        context.request().pause();
        Context loop = context.vertx().getOrCreateContext();
        Executor turns = task -> loop.runOnContext(turn -> task.run());
        Runnable begin = () -> {
            if (goesOn(context.request())) {
                handle(context);
            }
        };
        ConnectionGuard guard = ConnectionGuard.of(context.request().connection());
        if (guard == null) {
            turns.execute(begin);
        } else {
            guard.inTurn(begin, turns);
        }
    }

    /** Not where the peer has reset the stream meanwhile: then nothing can be read, and nobody waits for an answer. */
    private static boolean goesOn(HttpServerRequest request) {
        if (request.response().closed()) {
            return false;
        }
        try {
            request.resume();
            return true;
        } catch (IllegalStateException over) {
            return false;
        }
    }

    private void handle(RoutingContext context) {
        age.check(context);
        HttpServerRequest request = context.request();
        RawRequest head = RequestHead.of(request, peers.of(request));
        Flaw flaw = RequestHead.flaw(request, head, rules.lengths());
        if (flaw != null) {
            rules.answers().throwOut(request, refuse(head, flaw.status(), flaw.why()));
        } else if (isOurs(head.path())) {
            context.addHeadersEndHandler(
                    done -> rules.date().stamp(context.response().headers()));
            if (request.version() == HttpVersion.HTTP_1_0) {
                endsWithAnAnswerOfUnknownLength(context);
            }
            context.next();
        } else if (isBrowserAtRoot(head)) {
            request.response()
                    .setStatusCode(302)
                    .putHeader("Date", rules.date().now())
                    .putHeader("Location", "/ui")
                    .end();
        } else {
            dispatch(request, head, open(head));
        }
    }

    /** Which an old peer, who knows no chunks, could not tell from one that is still going on. */
    private static void endsWithAnAnswerOfUnknownLength(RoutingContext context) {
        HttpServerResponse response = context.response();
        context.addHeadersEndHandler(head -> {
            if (!response.headers().contains("Content-Length")) {
                response.putHeader("Connection", "close");
                context.addEndHandler(end -> context.request().connection().close());
            }
        });
    }

    private void dispatch(HttpServerRequest request, RawRequest head, Exchange exchange) {
        Upstream upstream = exchange.upstream();
        if (upstream == null) {
            receive(request, head, exchange);
        } else if (RequestHead.hasControls(request.uri())) {
            rules.answers().throwOut(request, refuse(head, 400, "the path has a control character in it"));
        } else {
            ConnectionGuard guard = ConnectionGuard.of(request.connection());
            if (guard != null) {
                guard.streams();
            }
            Trace trace = rules.traces().begin(exchange.dialect(), head);
            forwarder.forward(request, head, upstream, trace, exchange::refuse);
        }
    }

    /** To what cannot be read as HTTP, in the shape of whoever it seems to be for. */
    private Answer refuse(RawRequest head, int status, String why) {
        if (isOurs(head.path())) {
            return OperatorAnswers.unreadable(status, why);
        }
        Exchange exchange = open(head);
        Answer answer = exchange.refuseUnreadable(status, why);
        rules.count(exchange, head, answer, 0);
        return answer;
    }

    private Exchange open(RawRequest head) {
        for (Dialect dialect : dialects) {
            if (dialect.speaks(head)) {
                return dialect.open(head);
            }
        }
        return dialects.get(dialects.size() - 1).open(head);
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

    private void receive(HttpServerRequest request, RawRequest head, Exchange exchange) {
        ServedRequest served = new ServedRequest(rules, request, head, exchange);
        if (ForeignPages.sent(head)) {
            served.refuse(Refusal.FOREIGN_PAGE);
            return;
        }
        String length = head.header("Content-Length");
        boolean mayBeOpenEnded = head.header("Transfer-Encoding") != null || request.version() == HttpVersion.HTTP_2;
        boolean sendsBody = request.method() == HttpMethod.POST || request.method() == HttpMethod.PUT;
        if (length != null || mayBeOpenEnded && sendsBody) {
            served.readAndAnswer(length == null ? -1 : length(length));
        } else if (sendsBody) {
            served.refuse(Refusal.LENGTH_REQUIRED);
        } else {
            served.answer();
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
                .last(dialects.get(dialects.size() - 1)
                        .open(nothing)
                        .refuseUnreadable(UnreadableRequests.TIMEOUT, why));
    }
}
