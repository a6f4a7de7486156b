package io.shardbeat.redis.group;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.coordinator.wish.WishStore;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.wish.Wishes;
import io.shardbeat.redis.format.GroupKeys;
import io.shardbeat.redis.format.Millis;
import io.shardbeat.redis.format.WishesRecord;
import io.shardbeat.redis.link.LuaScript;
import io.shardbeat.redis.link.RedisCall;
import io.shardbeat.redis.link.RedisPipeline;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Response;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What operators want, in the group's hash. */
public final class RedisWishStore implements WishStore {
    private static final LuaScript CHANGE_WISHES = LuaScript.changingGroup("change_wishes");
    private static final LuaScript UPDATE_GROUP = LuaScript.changingGroup("update_group");

    private final RedisPipeline redis;

    public RedisWishStore(RedisPipeline redis) {
        this.redis = redis;
    }

    @Override
    public CompletionStage<Long> write(GroupId group, long epoch, Wishes wishes) {
        GroupKeys keys = new GroupKeys(group);
        RedisCall call = CHANGE_WISHES.call(
                List.of(keys.group, keys.due, keys.sweep),
                keys.path,
                Long.toString(epoch),
                WishesRecord.encode(wishes));
        return redis.send(call).thenApply(reply -> reply == null ? 0L : Long.parseLong(reply.toString()));
    }

    @Override
    public CompletionStage<Optional<Instant>> leaseEnd(GroupId group, MemberId member) {
        return redis.send(leaseEnd(new GroupKeys(group), member)).thenApply(reply -> Optional.ofNullable(end(reply)));
    }

    /** The answer to it; {@code null} when there is no lease. */
    static @Nullable Instant end(@Nullable Response reply) {
        return reply == null || reply.toLong() < 0 ? null : Millis.time(reply.toLong());
    }

    /** Answered with a negative number when there is no lease. */
    static RedisCall leaseEnd(GroupKeys keys, MemberId member) {
        return RedisCall.of(Command.PEXPIRETIME, keys.lease(member.name()));
    }

    @Override
    public CompletionStage<Boolean> wake(GroupId group) {
        GroupKeys keys = new GroupKeys(group);
        return redis.send(UPDATE_GROUP.call(List.of(keys.group, keys.due, keys.sweep), keys.path))
                .thenApply(reply -> reply != null);
    }
}
