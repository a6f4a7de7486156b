package io.shardbeat.redis;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends commands to Redis from anywhere: from an event loop over that loop's own link, from other threads over a link
 * kept for them. Replies complete on the link's event loop; a reply of nil is {@code null}.
 */
final class RedisPipeline {
    private final Function<Context, Link> links;
    private final Incarnation incarnation;
    private final ThreadLocal<@Nullable Link> loopLinks = new ThreadLocal<>();
    private final Context background;
    private final Link backgroundLink;

    private RedisPipeline(Vertx vertx, Incarnation incarnation, Function<Context, Link> links) {
        this.links = links;
        this.incarnation = incarnation;
        this.background = ((VertxInternal) vertx).createEventLoopContext();
        this.backgroundLink = links.apply(background);
    }

    /**
     * To one server, or several behind one address.
     *
     * @param clients makes a client of it
     * @param address where it is, for those who read what is wrong with it
     */
    RedisPipeline(Vertx vertx, Supplier<Redis> clients, String address, RedisLimits limits) {
        this(vertx, new Surroundings.Alone(clients, address, new Incarnation(), new CopyOnWriteArrayList<>()), limits);
    }

    private RedisPipeline(Vertx vertx, Surroundings.Alone alone, RedisLimits limits) {
        this(vertx, alone.incarnation(), context -> new RedisLink(alone, context, limits));
    }

    /** To the masters of a cluster. */
    static RedisPipeline toCluster(Vertx vertx, RedisCluster cluster, RedisLimits limits) {
        Incarnation incarnation = new Incarnation();
        return new RedisPipeline(vertx, incarnation, context -> new ClusterLink(cluster, context, limits, incarnation));
    }

    /** What is known of the server at the other end. */
    Incarnation incarnation() {
        return incarnation;
    }

    CompletionStage<@Nullable Response> send(RedisCall call) {
        Link link = linkOfThisLoop();
        if (link != null) {
            link.send(call);
        } else {
            background.runOnContext(v -> backgroundLink.send(call));
        }
        return call.reply;
    }

    /** For threads without a link of their own. */
    void onBackground(Consumer<Link> use) {
        background.runOnContext(v -> use.accept(backgroundLink));
    }

    /** Sends all, in order; completes when all are answered. */
    CompletionStage<List<@Nullable Response>> sendAll(List<RedisCall> calls) {
        List<CompletableFuture<@Nullable Response>> replies =
                calls.stream().map(call -> send(call).toCompletableFuture()).toList();
        return CompletableFuture.allOf(replies.toArray(new CompletableFuture<?>[0]))
                .thenApply(done -> {
                    List<@Nullable Response> results = new ArrayList<>(replies.size());
                    replies.forEach(reply -> results.add(reply.join()));
                    return results;
                });
    }

    /** Sends a command without keys to every server that holds data; in a cluster each slot must be some master's. */
    CompletionStage<List<Response>> sendToAll(Request request) {
        RedisBroadcast command = new RedisBroadcast(request);
        background.runOnContext(v -> backgroundLink.sendToAll(command));
        return command.replies;
    }

    /** {@code null} on threads that are no event loop. */
    @Nullable Link linkOfThisLoop() {
        Link link = loopLinks.get();
        if (link == null && Context.isOnEventLoopThread()) {
            ContextInternal current = (ContextInternal) Vertx.currentContext();
            if (current != null && current.isEventLoopContext()) {
                link = links.apply(current.unwrap());
                loopLinks.set(link);
            }
        }
        return link;
    }
}
