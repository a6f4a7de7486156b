package io.shardbeat.redis.beat;

import io.shardbeat.coordinator.Heartbeat;
import io.shardbeat.redis.beat.GroupKeyCache.BeatTarget;
import io.shardbeat.redis.format.GroupKeys;
import io.shardbeat.redis.format.JoinRecord;
import io.shardbeat.redis.link.Link;
import io.shardbeat.redis.link.LuaScript;
import io.shardbeat.redis.link.RedisPipeline;
import java.util.ArrayList;
import java.util.List;

/** Notes who joins, beside the heartbeats that do: the answer does not wait for it, and nothing rests on it. */
public final class Joiners {
    private static final LuaScript NOTE_JOINERS = LuaScript.named("note_joiners");
    private static final String LOOKED_AT = "10";

    private final TurnCalls<Joiner> calls;

    private record Joiner(Heartbeat heartbeat, boolean again) {}

    public Joiners(RedisPipeline redis) {
        calls = new TurnCalls<>(redis, Joiners::send);
    }

    /** @param again whether the member may have joined before */
    public void note(BeatTarget target, Heartbeat heartbeat, boolean again) {
        calls.add(target, new Joiner(heartbeat, again));
    }

    private static void send(Link link, BeatTarget target, List<Joiner> joiners) {
        GroupKeys keys = target.keys();
        List<String> args = new ArrayList<>();
        args.add(LOOKED_AT);
        for (Joiner joiner : joiners) {
            args.add(joiner.heartbeat.member().name());
            args.add(JoinRecord.encode(joiner.heartbeat.sender()));
            args.add(joiner.again ? "1" : "0");
        }
        link.send(NOTE_JOINERS.call(List.of(keys.members, keys.joins), args.toArray()));
    }
}
