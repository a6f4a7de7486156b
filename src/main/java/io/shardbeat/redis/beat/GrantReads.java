package io.shardbeat.redis.beat;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.redis.beat.GroupKeyCache.BeatTarget;
import io.shardbeat.redis.format.GroupKeys;
import io.shardbeat.redis.link.Link;
import io.shardbeat.redis.link.LuaScript;
import io.shardbeat.redis.link.RedisCall;
import io.shardbeat.redis.link.RedisPipeline;
import io.vertx.redis.client.Response;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Reads what members would be answered now, those of one group together. */
public final class GrantReads {
    private static final LuaScript READ_GRANTS = LuaScript.named("read_grants");

    private final TurnCalls<Asked> calls;

    private record Asked(MemberId member, CompletableFuture<@Nullable Response> reply) {}

    public GrantReads(RedisPipeline redis) {
        calls = new TurnCalls<>(redis, GrantReads::send);
    }

    /**
     * Epoch, member record, and 1 when that is an answer, 0 when it is not certain yet, -1 when the epoch is not either;
     * {@code null} when the group or member is gone.
     */
    public CompletionStage<@Nullable Response> read(BeatTarget target, MemberId member) {
        CompletableFuture<@Nullable Response> reply = new CompletableFuture<>();
        calls.add(target, new Asked(member, reply));
        return reply;
    }

    private static void send(Link link, BeatTarget target, List<Asked> asked) {
        GroupKeys keys = target.keys();
        Object[] members = asked.stream().map(one -> one.member.name()).toArray();
        RedisCall call = READ_GRANTS.call(List.of(keys.group, keys.members, keys.sweep), members);
        link.send(call);
        call.reply.whenComplete((replies, failure) -> {
            for (int i = 0; i < asked.size(); i++) {
                end(asked.get(i).reply, replies, i, failure);
            }
        });
    }

    private static void end(
            CompletableFuture<@Nullable Response> reply,
            @Nullable Response replies,
            int index,
            @Nullable Throwable failure) {
        if (failure != null) {
            reply.completeExceptionally(failure);
        } else if (replies == null || replies.size() <= index) {
            reply.completeExceptionally(new IllegalStateException("fewer grants than were asked for"));
        } else {
            reply.complete(replies.get(index));
        }
    }
}
