package io.shardbeat.tracing;

import io.opentelemetry.api.trace.Span;
import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import org.jspecify.annotations.Nullable;

/**
 * The span of the request that is being served. It is kept with the Vert.x context that each request has, and handed on
 * over replies of Redis, which come on the context of their connection.
 */
final class CurrentSpan {
    private static final Object KEY = CurrentSpan.class;
    private static final ThreadLocal<@Nullable Span> HANDED_ON = new ThreadLocal<>();

    private CurrentSpan() {}

    static @Nullable Span get() {
        Span handedOn = HANDED_ON.get();
        if (handedOn != null) {
            return handedOn;
        }
        Context context = Vertx.currentContext();
        return context != null && VertxContext.isDuplicatedContext(context) ? context.<Span>getLocal(KEY) : null;
    }

    /** Of the request whose context this is; elsewhere nothing. */
    static void begin(Span span) {
        Context context = Vertx.currentContext();
        if (context != null && VertxContext.isDuplicatedContext(context)) {
            context.putLocal(KEY, span);
        }
    }

    /** Whatever the task begins serves the same request. */
    static void during(Span span, Runnable task) {
        Span before = HANDED_ON.get();
        HANDED_ON.set(span);
        try {
            task.run();
        } finally {
            if (before == null) {
                HANDED_ON.remove();
            } else {
                HANDED_ON.set(before);
            }
        }
    }
}
