package io.shardbeat.admin.live;

import io.shardbeat.admin.AdminMetrics;
import io.shardbeat.admin.request.GroupPath;
import io.shardbeat.admin.request.Parameters;
import io.shardbeat.admin.request.StreamAccess;
import io.shardbeat.admin.request.StreamAccess.Admitted;
import io.shardbeat.admin.request.StreamAnswer;
import io.shardbeat.group.GroupId;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jspecify.annotations.Nullable;

/**
 * Where streams of events are: beside the REST resources, whose answers end. Described for tools in {@code
 * META-INF/openapi.yaml}.
 */
@ApplicationScoped
public class LiveRoutes {
    /** After the headers that the whole admin API has, before the REST resources. */
    private static final int ORDER = -850;

    private static final String OF_GROUP = "/admin/v1/groups/(" + GroupPath.REGEX + ")/events";
    private static final String OF_ALL = "/admin/v1/events";

    private final LiveFeeds feeds;
    private final StreamAccess access;
    private final AdminMetrics metrics;
    private final StreamTraces traces;

    LiveRoutes(LiveFeeds feeds, StreamAccess access, AdminMetrics metrics, StreamTraces traces) {
        this.feeds = feeds;
        this.access = access;
        this.metrics = metrics;
        this.traces = traces;
    }

    void install(@Observes Router router) {
        router.routeWithRegex(HttpMethod.GET, OF_GROUP)
                .order(ORDER)
                .handler(context -> admit(context, "groupEvents", this::group));
        router.route(HttpMethod.GET, OF_ALL).order(ORDER).handler(context -> admit(context, "events", this::fleet));
    }

    private interface Opening {
        void open(RoutingContext context, Admitted caller);
    }

    private void admit(RoutingContext context, String call, Opening opening) {
        traces.follow(context, call);
        context.addEndHandler(end -> metrics.count("GET", context.response().getStatusCode()));
        access.admit(
                context,
                caller -> {
                    try {
                        opening.open(context, caller);
                    } catch (RuntimeException e) {
                        StreamAnswer.to(e).send(context);
                    }
                },
                refused -> refused.send(context));
    }

    private void group(RoutingContext context, Admitted caller) {
        GroupId group = Parameters.group(context.pathParam("param0"));
        LiveQuery query = LiveQuery.ofGroup(context.queryParams());
        StreamSink sink = sink(context, caller);
        if (sink != null) {
            feeds.serve(group, new LiveStream<>(query, sink, caller, feeds.json()), sink);
        }
    }

    private void fleet(RoutingContext context, Admitted caller) {
        String prefix = context.queryParams().get("prefix");
        LiveQuery query = LiveQuery.ofFleet(context.queryParams());
        StreamSink sink = sink(context, caller);
        if (sink != null) {
            feeds.serve(prefix == null ? "" : prefix, new LiveStream<>(query, sink, caller, feeds.json()), sink);
        }
    }

    /** {@code null} when there are too many: that is answered. */
    private @Nullable StreamSink sink(RoutingContext context, Admitted caller) {
        switch (feeds.enter(caller.name())) {
            case NODE_FULL -> {
                StreamAccess.tooMany("this node has as many streams as it may: shardbeat.live.streams")
                        .send(context);
                return null;
            }
            case CALLER_FULL -> {
                StreamAccess.tooMany("this key has as many streams as it may: shardbeat.live.streams-per-key")
                        .send(context);
                return null;
            }
            case ADMITTED -> {
                StreamSink sink = new StreamSink(context, feeds.settings().keepAlive());
                sink.whenClosed(() -> feeds.leave(sink, caller.name()));
                return sink;
            }
        }
        throw new IllegalStateException("an admission that is none");
    }
}
