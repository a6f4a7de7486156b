package io.shardbeat.group.plan;

import io.shardbeat.assignment.ShardId;
import io.shardbeat.group.GroupSnapshot;
import io.shardbeat.group.PoisonGuard;
import io.shardbeat.group.safeguard.ShardDeaths;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the poison guard makes of the deaths that one pass finds. A shard counts one death per session timeout: whoever
 * expires sooner after the last one was silent before it could have heard of the shard, so the shard did not kill it.
 */
final class HolderDeaths {
    /** Shards remembered per group: with more than these, it is not the shards that kill. */
    static final int MOST = 100;

    private final PoisonGuard guard;
    private final GroupSnapshot group;
    private final Map<ShardId, ShardDeaths> deaths;
    /** As many die at a time as the brake takes for too many to be chance: no shard is to blame. */
    private final boolean massDeath;

    HolderDeaths(GroupSnapshot group, LiveMembers liveMembers) {
        this.group = group;
        this.guard = group.policy().safeguards().poison();
        this.deaths = new HashMap<>(group.watch().deaths());
        int together = Math.max(liveMembers.expiries().expired(), liveMembers.deaths());
        this.massDeath = together >= group.policy().safeguards().brake().members();
    }

    /** The shard's holder died. Returns until when the shard is parked for that; {@code null}: it is not. */
    @Nullable Instant holderDied(ShardId shard) {
        if (guard.deaths() == 0 || massDeath || !group.shards().contains(shard)) {
            return null;
        }
        Instant now = group.now();
        ShardDeaths before = deaths.get(shard);
        if (before != null && before.isForgottenAt(now, guard.window())) {
            before = null;
        }
        if (before != null && now.isBefore(before.last().plus(group.policy().sessionTimeout()))) {
            return null;
        }
        ShardDeaths after = before == null ? ShardDeaths.firstAt(now) : before.andOneAt(now);
        Instant parkedUntil = after.count() >= guard.deaths() ? now.plus(guard.parkFor()) : null;
        remember(shard, parkedUntil == null ? after : after.parkedUntil(parkedUntil));
        return parkedUntil;
    }

    private void remember(ShardId shard, ShardDeaths after) {
        if (deaths.size() >= MOST) {
            forgetTheOld();
        }
        if (deaths.size() < MOST || deaths.containsKey(shard)) {
            deaths.put(shard, after);
        }
    }

    /** What is to be remembered after the pass. */
    Map<ShardId, ShardDeaths> after() {
        if (!deaths.equals(group.watch().deaths())) { // what is only old is not worth a commit
            forgetTheOld();
        }
        return deaths;
    }

    private void forgetTheOld() {
        Duration window = guard.window();
        deaths.values().removeIf(each -> each.isForgottenAt(group.now(), window));
        deaths.keySet().removeIf(shard -> !group.shards().contains(shard));
    }
}
