package io.shardbeat.redis.directory;

import io.shardbeat.redis.format.GroupKeys;
import io.shardbeat.redis.link.ChunkedReads;
import io.shardbeat.redis.link.LuaScript;
import io.shardbeat.redis.link.RedisPipeline;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Drops the leases of a deleted group's members, and their entries in the due index, a few hundred at a time. What a node
 * that dies leaves behind runs out with the session timeout, and is dropped as it comes up.
 */
public final class DeletedMembers {
    private static final LuaScript DROP_MEMBERS = LuaScript.named("drop_members");

    /** Members at a time: one long command would stop every heartbeat behind it. */
    private static final int CHUNK = 250;

    private final RedisPipeline redis;
    private final ChunkedReads reads;

    public DeletedMembers(RedisPipeline redis) {
        this.redis = redis;
        this.reads = new ChunkedReads(redis);
    }

    public CompletionStage<Void> drop(GroupKeys group) {
        return reads.pages(Command.HSCAN, group.deletedMembers, CHUNK, members -> drop(group, members));
    }

    /** @param members names and records in turn */
    private CompletionStage<Void> drop(GroupKeys group, Response members) {
        if (members.size() == 0) {
            return CompletableFuture.completedFuture(null);
        }
        List<String> keys = new ArrayList<>(List.of(group.deletedMembers, group.members, group.due));
        List<String> args = new ArrayList<>(List.of(group.path));
        for (int i = 0; i < members.size(); i += 2) {
            String member = members.get(i).toString();
            keys.add(group.lease(member));
            args.add(member);
        }
        return redis.send(DROP_MEMBERS.call(keys, args.toArray())).thenApply(done -> null);
    }
}
