package io.shardbeat.group;

import io.shardbeat.assignment.ShardId;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

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
        int together =
                Math.max(liveMembers.expiries().expired(), liveMembers.expired().size());
        this.massDeath = together >= group.policy().safeguards().brake().members();
    }

    /** The shard's holder died. Returns until when the shard is parked for that, in Redis milliseconds; 0: it is not. */
    long holderDied(ShardId shard) {
        if (guard.deaths() == 0 || massDeath || !group.shards().contains(shard)) {
            return 0;
        }
        long now = group.nowMillis();
        ShardDeaths before = deaths.getOrDefault(shard, ShardDeaths.NONE);
        if (before.isForgottenAt(now, guard.window())) {
            before = ShardDeaths.NONE;
        }
        if (now - before.lastMillis() < group.policy().sessionTimeout().toMillis()) {
            return 0;
        }
        ShardDeaths after = before.andOneAt(now);
        boolean parked = after.count() >= guard.deaths();
        remember(shard, parked ? after.parkedUntil(now + guard.parkFor().toMillis()) : after);
        return parked ? now + guard.parkFor().toMillis() : 0;
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
        deaths.values().removeIf(each -> each.isForgottenAt(group.nowMillis(), window));
        deaths.keySet().removeIf(shard -> !group.shards().contains(shard));
    }
}
