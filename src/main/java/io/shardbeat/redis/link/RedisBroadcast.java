package io.shardbeat.redis.link;

import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** One command for several servers, and what they reply, in no particular order. */
public final class RedisBroadcast {
    final CompletableFuture<List<Response>> replies = new CompletableFuture<>();
    private final Request request;
    private final Function<Response, Optional<Request>> goesOn;

    RedisBroadcast(Request request) {
        this(request, reply -> Optional.empty());
    }

    /** @param goesOn what a server that has replied so is asked next */
    RedisBroadcast(Request request, Function<Response, Optional<Request>> goesOn) {
        this.request = request;
        this.goesOn = goesOn;
    }

    /** Sends it over these links. */
    void over(List<PipelinedConnection> links) {
        List<CompletableFuture<List<Response>>> each = new ArrayList<>();
        for (PipelinedConnection link : links) {
            each.add(ask(link, request, new ArrayList<>()).toCompletableFuture());
        }
        CompletableFuture.allOf(each.toArray(new CompletableFuture<?>[0])).whenComplete((done, failure) -> {
            if (failure == null) {
                replies.complete(
                        each.stream().flatMap(all -> all.join().stream()).toList());
            } else {
                replies.completeExceptionally(failure);
            }
        });
    }

    private CompletionStage<List<Response>> ask(PipelinedConnection link, Request asked, List<Response> before) {
        RedisCall call = new RedisCall(asked, null, null);
        link.send(call);
        return call.reply.thenCompose(reply -> {
            before.add(Objects.requireNonNull(reply, "a server says nothing"));
            return goesOn.apply(reply)
                    .map(next -> ask(link, next, before))
                    .orElseGet(() -> CompletableFuture.completedFuture(before));
        });
    }
}
