package io.shardbeat.redis.group;

import io.shardbeat.coordinator.groups.GroupBrowser.Damage;
import io.shardbeat.group.GroupId;
import io.shardbeat.redis.format.GroupKeys;
import io.shardbeat.redis.format.Millis;
import io.shardbeat.redis.format.StoredNumber;
import io.shardbeat.redis.link.LuaScript;
import io.shardbeat.redis.link.RedisCall;
import io.shardbeat.redis.link.RedisPipeline;
import io.vertx.redis.client.Command;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Groups that passes leave alone, in the bucket of each: all nodes leave it alone for as long, and operators see why. */
final class DamagedGroups {
    private static final LuaScript SET_APART = LuaScript.named("set_apart");

    /** A group is tried again after this, then after twice as long, and so on to the second. */
    private static final Duration FIRST = Duration.ofSeconds(1);

    private static final Duration LONGEST = Duration.ofMinutes(1);

    /** Of a reason, which may quote what is stored. */
    private static final int REASON_LENGTH = 300;

    private final RedisPipeline redis;

    DamagedGroups(RedisPipeline redis) {
        this.redis = redis;
    }

    /** @return for how long it is left alone */
    CompletionStage<Duration> mark(GroupId group, String reason) {
        GroupKeys keys = new GroupKeys(group);
        return redis.send(SET_APART.call(
                        List.of(keys.damaged, keys.due),
                        keys.path,
                        reason.substring(0, Math.min(REASON_LENGTH, reason.length())),
                        Long.toString(FIRST.toMillis()),
                        Long.toString(LONGEST.toMillis())))
                .thenApply(reply -> reply == null ? LONGEST : Duration.ofMillis(reply.toLong()));
    }

    CompletionStage<?> unmark(GroupId group) {
        GroupKeys keys = new GroupKeys(group);
        return redis.send(RedisCall.of(Command.HDEL, keys.damaged, keys.path));
    }

    static RedisCall read(GroupId group) {
        GroupKeys keys = new GroupKeys(group);
        return RedisCall.of(Command.HGET, keys.damaged, keys.path);
    }

    /** Failures, time of the first one, reason. */
    static Damage decode(String record) {
        String[] parts = record.split(" ", 3);
        try {
            return new Damage(parts[2], StoredNumber.small(parts[0]), Millis.time(parts[1]));
        } catch (RuntimeException e) {
            return new Damage("the mark cannot be read: " + record, 0, null);
        }
    }
}
