package io.shardbeat.redis.link;

import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/** One command for several servers, and what they reply, in no particular order. */
final class RedisBroadcast {
    final CompletableFuture<List<Response>> replies = new CompletableFuture<>();
    private final Request request;

    RedisBroadcast(Request request) {
        this.request = request;
    }

    /** Sends it over these links. */
    void over(List<PipelinedConnection> links) {
        List<CompletableFuture<Response>> each = new ArrayList<>();
        for (PipelinedConnection link : links) {
            RedisCall call = new RedisCall(request, null, null);
            each.add(call.reply.thenApply(reply -> Objects.requireNonNull(reply, "a server says nothing")));
            link.send(call);
        }
        CompletableFuture.allOf(each.toArray(new CompletableFuture<?>[0])).whenComplete((done, failure) -> {
            if (failure == null) {
                replies.complete(each.stream().map(CompletableFuture::join).toList());
            } else {
                replies.completeExceptionally(failure);
            }
        });
    }
}
