package io.shardbeat.redis.directory;

import io.shardbeat.redis.format.GroupKeys;
import io.shardbeat.redis.format.Keys;
import io.shardbeat.redis.link.ChunkedReads;
import io.shardbeat.redis.link.RedisCall;
import io.shardbeat.redis.link.RedisPipeline;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Has all leases of a group looked at early enough for a session timeout that has become shorter: from their next renewal on
 * they end before the due index would look at them.
 *
 * <p>In chunks, which another update or the end of this node may come between. That expires nobody: an entry only says
 * when to look. An entry that was not reached is found where the former timeout put it, once, and is then as good as any;
 * whoever repeats the update need not wait for that, since every update does this.
 */
final class DueIndexAdvance {
    /** Members at a time: one long command would stop every heartbeat behind it. */
    private static final int CHUNK = 250;

    private final RedisPipeline redis;
    private final ChunkedReads reads;

    DueIndexAdvance(RedisPipeline redis) {
        this.redis = redis;
        this.reads = new ChunkedReads(redis);
    }

    /** @param when milliseconds of Redis' time; who joins later has an entry of his own accord */
    CompletionStage<Void> lookBy(String when, GroupKeys group) {
        return reads.pages(Command.HSCAN, group.members, CHUNK, members -> move(members, when, group));
    }

    /** @param members names and records in turn */
    private CompletionStage<Void> move(Response members, String when, GroupKeys group) {
        if (members.size() == 0) {
            return CompletableFuture.completedFuture(null);
        }
        List<String> moves = new ArrayList<>(List.of(group.due, "XX", "LT"));
        for (int i = 0; i < members.size(); i += 2) {
            moves.add(when);
            moves.add("l" + group.path + Keys.SEPARATOR + members.get(i));
        }
        return redis.send(RedisCall.of(Command.ZADD, moves.toArray())).thenApply(done -> null);
    }
}
