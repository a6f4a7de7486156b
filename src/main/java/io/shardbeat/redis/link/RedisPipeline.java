package io.shardbeat.redis.link;

import io.shardbeat.coordinator.StoreTraces;
import io.shardbeat.coordinator.StoreUnavailableException;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends commands to Redis from anywhere: from an event loop over that loop's own link, from other threads over a link
 * kept for them. Replies complete on the link's event loop; a reply of nil is {@code null}.
 */
public final class RedisPipeline {
    private final Function<Context, Link> links;
    private final StoreTraces traces;
    private final Incarnation incarnation;
    private final BucketChanges changes = new BucketChanges();
    private final ThreadLocal<@Nullable Link> loopLinks = new ThreadLocal<>();
    private final Context background;
    private final Link backgroundLink;

    private RedisPipeline(
            Vertx vertx, StoreTraces traces, Incarnation incarnation, BiFunction<Context, BucketChanges, Link> links) {
        this.traces = traces;
        this.links = context -> links.apply(context, changes);
        this.incarnation = incarnation;
        this.background = ((VertxInternal) vertx).createEventLoopContext();
        this.backgroundLink = this.links.apply(background);
    }

    /**
     * To one server, or several behind one address.
     *
     * @param clients makes a client of it
     * @param address where it is, for those who read what is wrong with it
     */
    public RedisPipeline(Vertx vertx, Supplier<Redis> clients, String address, RedisLimits limits) {
        this(
                vertx,
                new ServerContext.Alone(
                        clients, address, new Incarnation(limits.listener()), new CopyOnWriteArrayList<>()),
                limits);
    }

    private RedisPipeline(Vertx vertx, ServerContext.Alone alone, RedisLimits limits) {
        this(
                vertx,
                limits.traces(),
                alone.incarnation(),
                (context, changes) -> new PipelinedConnection(alone, context, limits, changes));
    }

    /** To the masters of a cluster. */
    public static RedisPipeline toCluster(Vertx vertx, RedisCluster cluster, RedisLimits limits) {
        Incarnation incarnation = new Incarnation(limits.listener());
        return new RedisPipeline(
                vertx,
                limits.traces(),
                incarnation,
                (context, changes) -> new ClusterRouter(cluster, context, limits, incarnation, changes));
    }

    /** What is known of the server at the other end. */
    public Incarnation incarnation() {
        return incarnation;
    }

    /** What this node has changed. */
    public BucketChanges changes() {
        return changes;
    }

    public CompletionStage<@Nullable Response> send(RedisCall call) {
        call.begin(traces);
        Link link = linkOfThisLoop();
        if (link != null) {
            link.send(call);
        } else {
            background.runOnContext(v -> backgroundLink.send(call));
        }
        return call.reply;
    }

    /** A further link with connections of its own: what blocks there holds up nobody else. For {@link #onBackground} only. */
    public Link separateLink() {
        return links.apply(background);
    }

    /** For threads without a link of their own. */
    public void onBackground(Consumer<Link> use) {
        background.runOnContext(v -> use.accept(backgroundLink));
    }

    /** Sends all, in order; completes when all are answered. */
    public CompletionStage<List<@Nullable Response>> sendAll(List<RedisCall> calls) {
        List<CompletableFuture<@Nullable Response>> replies =
                calls.stream().map(call -> send(call).toCompletableFuture()).toList();
        return CompletableFuture.allOf(replies.toArray(new CompletableFuture<?>[0]))
                .thenApply(done -> {
                    List<@Nullable Response> results = new ArrayList<>(replies.size());
                    replies.forEach(reply -> results.add(reply.join()));
                    return results;
                });
    }

    /** Sends all, in order; each ends by itself. A store that cannot be reached is a failure of all. */
    public CompletionStage<List<Ended>> sendEach(List<RedisCall> calls) {
        List<CompletableFuture<Ended>> ends = calls.stream()
                .map(call -> send(call).handle(Ended::of).toCompletableFuture())
                .toList();
        return CompletableFuture.allOf(ends.toArray(new CompletableFuture<?>[0]))
                .thenApply(done -> ends.stream().map(CompletableFuture::join).toList());
    }

    /**
     * How one of several commands ended.
     *
     * @param failure what is stored cannot be read; {@code null} when it could
     */
    public record Ended(@Nullable Response reply, @Nullable Throwable failure) {
        public static Ended of(@Nullable Response reply, @Nullable Throwable failure) {
            if (failure != null && StoreUnavailableException.isBehind(failure)) {
                throw new java.util.concurrent.CompletionException(StoreUnavailableException.behind(failure));
            }
            return new Ended(reply, failure);
        }

        public @Nullable Response orThrow() {
            if (failure != null) {
                throw StoreUnavailableException.damaged("a key", failure);
            }
            return reply;
        }
    }

    /** Sends a command without keys to every server that holds data; in a cluster each slot must be some master's. */
    public CompletionStage<List<Response>> sendToAll(Request request) {
        RedisBroadcast command = new RedisBroadcast(request);
        background.runOnContext(v -> backgroundLink.sendToAll(command));
        return command.replies;
    }

    /**
     * All keys like this, of all servers, in no particular order; some may be named twice. Redis looks at each key that it
     * has, a thousand at a time: for repairs only.
     *
     * @param pattern as SCAN has it
     */
    public CompletionStage<List<String>> keys(String pattern) {
        RedisBroadcast command = new RedisBroadcast(
                scan("0", pattern),
                page -> page.get(0).toString().equals("0")
                        ? Optional.empty()
                        : Optional.of(scan(page.get(0).toString(), pattern)));
        background.runOnContext(v -> backgroundLink.sendToAll(command));
        return command.replies.thenApply(pages -> {
            List<String> keys = new ArrayList<>();
            pages.forEach(page -> page.get(1).forEach(key -> keys.add(key.toString())));
            return keys;
        });
    }

    private static Request scan(String cursor, String pattern) {
        return Request.cmd(Command.SCAN)
                .arg(cursor)
                .arg("MATCH")
                .arg(pattern)
                .arg("COUNT")
                .arg(1_000);
    }

    /** {@code null} on threads that are no event loop. */
    public @Nullable Link linkOfThisLoop() {
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
