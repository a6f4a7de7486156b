package io.shardbeat.redis;

import io.shardbeat.redis.link.RedisPipeline;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Whether what Redis holds outlives it. Without, a restart is a loss of everything: see "Disasters" in the docs. */
public final class RedisPersistence {
    private static final String OFF = "aof_enabled:0";

    private RedisPersistence() {}

    /** What is wrong, for an operator; empty when every server writes an append-only file. */
    public static CompletionStage<Optional<String>> problem(RedisPipeline redis) {
        return redis.sendToAll(Request.cmd(Command.INFO).arg("persistence"))
                .thenApply(replies -> replies.stream()
                        .flatMap(reply -> problemIn(reply.toString()).stream())
                        .findFirst());
    }

    static Optional<String> problemIn(String info) {
        return info.contains(OFF)
                ? Optional.of(
                        "it writes no append-only file (aof_enabled 0): what it holds is lost, or as old as its last"
                                + " snapshot, when it restarts; set appendonly yes, or have replicas")
                : Optional.empty();
    }
}
