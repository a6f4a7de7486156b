package io.shardbeat.admin;

import io.vertx.core.MultiMap;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Where the dashboard is, and what a browser may do with it. The page itself is in {@code META-INF/resources/ui}. */
@ApplicationScoped
public class Dashboard {
    /** After the protocols' routes, before the static files and the REST resources. */
    private static final int ORDER = -900;

    /** The page brings all it needs and shows names that anybody's consumer chose: no inline script, no other host. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
            + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    void install(@Observes Router router) {
        router.route("/ui").order(ORDER).handler(context -> context.reroute("/ui/index.html"));
        router.route("/ui/*").order(ORDER).handler(Dashboard::secure);
        router.route("/admin/*").order(ORDER).handler(Dashboard::secureApi);
    }

    private static void secure(RoutingContext context) {
        if (context.request().path().equals("/ui/")) {
            context.reroute("/ui/index.html");
            return;
        }
        headers(context)
                .set("Content-Security-Policy", POLICY)
                .set("X-Content-Type-Options", "nosniff")
                .set("Referrer-Policy", "no-referrer")
                .set("Cross-Origin-Opener-Policy", "same-origin")
                .set("Cache-Control", "no-cache");
        context.next();
    }

    private static void secureApi(RoutingContext context) {
        headers(context).set("X-Content-Type-Options", "nosniff").set("Cache-Control", "no-store");
        context.next();
    }

    private static MultiMap headers(RoutingContext context) {
        return context.response().headers();
    }
}
