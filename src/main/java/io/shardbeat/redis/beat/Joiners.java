package io.shardbeat.redis.beat;

import io.shardbeat.coordinator.Heartbeat;
import io.shardbeat.redis.format.GroupKeys;
import io.shardbeat.redis.format.JoinRecord;
import io.shardbeat.redis.link.LuaScript;
import io.shardbeat.redis.link.RedisCall;
import io.shardbeat.redis.link.RedisPipeline;
import java.util.List;

/** Notes who joins, beside the heartbeat that does: the answer does not wait for it, and nothing rests on it. */
public final class Joiners {
    private static final LuaScript NOTE_JOINER = LuaScript.named("note_joiner");
    private static final String LOOKED_AT = "10";

    private Joiners() {}

    /** @param again whether the member may have joined before */
    public static void note(RedisPipeline redis, GroupKeys keys, Heartbeat heartbeat, boolean again) {
        RedisCall call = NOTE_JOINER.call(
                List.of(keys.members, keys.joins),
                heartbeat.member().name(),
                LOOKED_AT,
                JoinRecord.encode(heartbeat.sender()),
                again ? "1" : "0");
        redis.send(call);
    }
}
