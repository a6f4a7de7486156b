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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends commands to Redis from anywhere: from an event loop over that loop's own link, from other threads over a link
 * kept for them. Replies complete on the link's event loop; a reply of nil is {@code null}.
 */
final class RedisPipeline {
    private final Incarnation incarnation = new Incarnation();
    private final RedisLink.Shared shared;
    private final ThreadLocal<@Nullable RedisLink> loopLinks = new ThreadLocal<>();
    private final Context background;
    private final RedisLink backgroundLink;

    RedisPipeline(Vertx vertx, Supplier<Redis> clients, RedisLimits limits) {
        this.shared = new RedisLink.Shared(clients, limits, incarnation, new CopyOnWriteArrayList<>());
        this.background = ((VertxInternal) vertx).createEventLoopContext();
        this.backgroundLink = new RedisLink(shared, background);
    }

    /** What is known of the server at the other end. */
    Incarnation incarnation() {
        return incarnation;
    }

    CompletionStage<@Nullable Response> send(RedisCall call) {
        RedisLink link = linkOfThisLoop();
        if (link != null) {
            link.send(call);
        } else {
            background.runOnContext(v -> backgroundLink.send(call));
        }
        return call.reply;
    }

    CompletionStage<@Nullable Response> send(Request request) {
        return send(RedisCall.of(request));
    }

    /** Sends all, in order; completes when all are answered. */
    CompletionStage<List<@Nullable Response>> sendAll(List<Request> requests) {
        List<CompletableFuture<@Nullable Response>> replies = requests.stream()
                .map(request -> send(request).toCompletableFuture())
                .toList();
        return CompletableFuture.allOf(replies.toArray(new CompletableFuture<?>[0]))
                .thenApply(done -> {
                    List<@Nullable Response> results = new ArrayList<>(replies.size());
                    replies.forEach(reply -> results.add(reply.join()));
                    return results;
                });
    }

    private @Nullable RedisLink linkOfThisLoop() {
        RedisLink link = loopLinks.get();
        if (link == null && Context.isOnEventLoopThread()) {
            ContextInternal current = (ContextInternal) Vertx.currentContext();
            if (current != null && current.isEventLoopContext()) {
                link = new RedisLink(shared, current.unwrap());
                loopLinks.set(link);
            }
        }
        return link;
    }
}
