package io.shardbeat.http.edge;

import io.quarkus.vertx.http.ManagementInterface;
import io.shardbeat.http.OperatorAnswers;
import io.shardbeat.http.RawRequest;
import io.shardbeat.http.RequestHead;
import io.shardbeat.http.RequestHead.Flaw;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** The port of health and metrics keeps the same rules of HTTP as the other one. */
@Singleton
class ManagementEdge {
    private static final int FIRST = -1_000;

    private final ExchangeRules rules;

    ManagementEdge(ExchangeRules rules) {
        this.rules = rules;
    }

    void install(@Observes ManagementInterface management) {
        management.router().route().order(FIRST).handler(this::look).failureHandler(this::handleFailed);
    }

    /** Else a request without a Host is a fault of the server's in the log, with its stack. */
    private void handleFailed(RoutingContext context) {
        if (context.statusCode() == 400) {
            refuse(context, new Flaw(400, "Host is missing or is none"));
        } else {
            context.next();
        }
    }

    private void look(RoutingContext context) {
        RawRequest head = RequestHead.of(context.request());
        Flaw flaw = RequestHead.flaw(context.request(), head, rules.lengths());
        if (flaw == null) {
            context.response().putHeader("Date", rules.date().now());
            context.next();
        } else {
            refuse(context, flaw);
        }
    }

    private void refuse(RoutingContext context, Flaw flaw) {
        rules.answers().throwOut(context.request(), OperatorAnswers.unreadable(flaw.status(), flaw.why()));
    }
}
