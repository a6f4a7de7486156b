package io.shardbeat.simulation;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.coordinator.Heartbeat;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;

/**
 * What can be asked of a store that has lost writes, and what cannot. It cannot know of members that were expired in what
 * it lost, or that have been silent since: those may find themselves adopted, or their shards granted.
 */
final class Losses {
    private final World world;
    private final Map<ShardId, MemberId> lastHolder;
    /** A copy of a heartbeat is the same object. */
    private final Map<Heartbeat, Sent> sent = new WeakHashMap<>();
    /** The shards that a member held when it was expired, for as long as a report that lists them may arrive. */
    private final Map<MemberId, Set<ShardId>> excused = new HashMap<>();

    /** Who was answered such a shard again, and is its holder for all that the store can know: until another gets it. */
    private final Map<ShardId, MemberId> adopted = new HashMap<>();

    private final Set<MemberId> heardSince = new HashSet<>();
    private long happenedAt = -1;
    private boolean noticed;

    Losses(World world, Map<ShardId, MemberId> lastHolder) {
        this.world = world;
        this.lastHolder = lastHolder;
    }

    void happened() {
        happenedAt = world.time().now();
        noticed = false;
        heardSince.clear();
    }

    /** A client sends a report. */
    void sent(Heartbeat heartbeat, Set<ShardId> report) {
        sent.put(heartbeat, new Sent(world.time().now(), report));
        Set<ShardId> left = excused.get(heartbeat.member());
        if (left != null) {
            Set<ShardId> emptied = new HashSet<>(left);
            emptied.removeAll(report);
            if (!emptied.isEmpty()) { // earlier reports, and copies of them, may still arrive
                world.time().after(world.scenario().mostDelayedMillis(), () -> left.removeAll(emptied));
            }
        }
    }

    void noticed() {
        noticed = true;
    }

    /** @param unsettled whether it was not answered: until the loss is noticed, it is not noted then either */
    void arrived(Heartbeat heartbeat, boolean unsettled) {
        Sent report = sent.get(heartbeat);
        if ((noticed || !unsettled) && report != null && report.at() >= happenedAt) {
            heardSince.add(heartbeat.member());
        }
    }

    /** Whether nothing it wrote since the loss has reached the group for a session timeout. Copies from before prove nothing. */
    boolean isPresumedDead(MemberId member) {
        return happenedAt >= 0
                && !heardSince.contains(member)
                && world.time().now() - happenedAt >= world.scenario().timeoutMillis();
    }

    /** The silent count as expired. */
    void rebuilt() {
        lastHolder.entrySet().removeIf(entry -> {
            boolean dead = isPresumedDead(entry.getValue());
            if (dead) {
                excuse(entry.getValue(), entry.getKey());
            }
            return dead;
        });
    }

    /** Nobody is left who knew that there was something to lose. */
    void forgotten() {
        world.clients()
                .values()
                .forEach(client -> world.catalog().everything().all().shards().forEach(shard -> {
                    if (client.mayUse(shard)) {
                        excuse(client.id, shard);
                    }
                }));
        long oldest = world.time().now() - world.scenario().mostDelayedMillis();
        sent.forEach((heartbeat, report) -> {
            if (report.at() >= oldest) { // may be under way still
                report.shards().forEach(shard -> excuse(heartbeat.member(), shard));
            }
        });
    }

    void excuse(MemberId member, ShardId shard) {
        excused.computeIfAbsent(member, m -> new HashSet<>()).add(shard);
    }

    /** The member is answered a shard that it is excused for. */
    void adopted(MemberId member, ShardId shard) {
        adopted.put(shard, member);
    }

    void granted(MemberId member, ShardId shard) {
        adopted.computeIfPresent(shard, (same, holder) -> holder.equals(member) ? holder : null);
    }

    boolean isExcused(MemberId member, ShardId shard) {
        return excused.getOrDefault(member, Set.of()).contains(shard) || member.equals(adopted.get(shard));
    }

    /** @param at in true time */
    private record Sent(long at, Set<ShardId> shards) {}
}
