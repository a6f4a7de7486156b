package io.shardbeat.http.edge;

import io.netty.channel.Channel;
import io.netty.util.Attribute;
import io.netty.util.AttributeKey;
import io.shardbeat.config.ShardbeatConfig;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;

/**
 * Ends connections that have lived long enough, each with an answer that says so. Consumers keep theirs for as long as
 * they live, and what is in front of the nodes balances connections: without an end, a node that was added later would
 * never be asked anything.
 */
@Singleton
public class ConnectionAge {
    private static final AttributeKey<Long> END = AttributeKey.valueOf(ConnectionAge.class, "end");

    /** Streams under way when a connection is told to go away have this long to end. */
    private static final long DRAIN_MILLIS = 10_000;

    /** Its HTTP/2 client may fail a request that crosses the word to go away (JDK-8335181). */
    private static final String JDK_CLIENT = "Java-http-client/";

    private final long limitNanos;
    private final LongSupplier nanoTime;

    @Inject
    ConnectionAge(ShardbeatConfig config) {
        this(config.http().connectionAge(), System::nanoTime);
    }

    /** @param limit of no connection's age if zero */
    ConnectionAge(Duration limit, LongSupplier nanoTime) {
        this.limitNanos = limit.toNanos();
        this.nanoTime = nanoTime;
    }

    /** To be asked of every request before it is answered. */
    void check(RoutingContext context) {
        if (limitNanos == 0 || !(context.request().connection() instanceof ConnectionBase connection)) {
            return;
        }
        Attribute<Long> end = endOf(connection.channel());
        Long known = end.get();
        if (known == null) {
            end.set(nanoTime.getAsLong() + ageOfThisOne());
        } else if (nanoTime.getAsLong() - known >= 0) {
            end(context, end);
        }
    }

    private static Attribute<Long> endOf(Channel channel) {
        return channel.attr(END);
    }

    /** Between half the limit and all of it: connections that began together do not end together. */
    private long ageOfThisOne() {
        return limitNanos - ThreadLocalRandom.current().nextLong(limitNanos / 2 + 1);
    }

    private void end(RoutingContext context, Attribute<Long> end) {
        HttpServerRequest request = context.request();
        if (request.version() != HttpVersion.HTTP_2) {
            request.response().putHeader("Connection", "close");
            context.addEndHandler(answered -> request.connection().close());
            return;
        }
        end.set(nanoTime.getAsLong() + limitNanos); // said once; further streams end within the time to drain
        String client = request.getHeader("User-Agent");
        if (client == null || !client.startsWith(JDK_CLIENT)) {
            context.addEndHandler(answered -> request.connection().shutdown(DRAIN_MILLIS));
        }
    }
}
