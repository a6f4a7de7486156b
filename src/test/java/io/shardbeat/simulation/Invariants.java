package io.shardbeat.simulation;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.assignment.ShardSet;
import io.shardbeat.coordinator.BeatReply;
import io.shardbeat.coordinator.Heartbeat;
import io.shardbeat.group.plan.Plan;
import io.shardbeat.testkit.memory.MemoryGroup;
import io.shardbeat.testkit.memory.MemoryPasses;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The promises of the coordination model, checked against what is really so: what clients do, what true time it is. The
 * store's and the planner's own view of it is not asked.
 */
final class Invariants {
    /**
     * A gap in service must be noticed if it is longer than the sweep's limit, a tick, and the ways there and back, by
     * true time and by Redis time: a step of the clock back over the gap, or between the last sweep and the gap, hides
     * it, but then leases did not run on either.
     */
    private static final long CERTAIN_GAP = MemoryPasses.GAP_MILLIS + 1_000;

    private static final long MOST_SINCE_SWEEP = 1_000;

    private final World world;
    /** Who got the shard last and has not been expired since. */
    private final Map<ShardId, MemberId> lastHolder = new TreeMap<>();
    /** In Redis time, when the lease of its dead holder ended. */
    private final Map<ShardId, Long> freedAt = new HashMap<>();
    /** In true time, when the store last took a heartbeat. */
    private final Map<MemberId, Long> renewedAt = new HashMap<>();
    /** In Redis time, when the lease ends that this heartbeat renewed. */
    private final Map<MemberId, Long> leaseEndsAt = new HashMap<>();

    private final Map<MemberId, Long> answeredEpoch = new HashMap<>();
    private final Rest rest;
    private final Losses losses;
    private final BrakeRule brake;
    private final PoisonRule poison;
    private final CheckpointRule checkpoints;
    private final FenceRule fences;
    private final OperatorRule operators;
    private long highestEpoch;
    private long unservedSince = -1;
    private long unservedSinceRedis;
    private long gapEndedAt = Long.MIN_VALUE / 2;
    private Throwable broken;

    Invariants(World world) {
        this.world = world;
        this.rest = new Rest(world);
        this.losses = new Losses(world, lastHolder);
        this.brake = new BrakeRule(world);
        this.poison = new PoisonRule(world);
        this.checkpoints = new CheckpointRule(world);
        this.fences = new FenceRule(world);
        this.operators = new OperatorRule(world);
    }

    /** For what happens where an exception would be swallowed. */
    void fail(Throwable failure) {
        broken = failure;
    }

    Losses losses() {
        return losses;
    }

    FenceRule fences() {
        return fences;
    }

    CheckpointRule checkpoints() {
        return checkpoints;
    }

    Rest rest() {
        return rest;
    }

    void afterEach() {
        if (broken != null) {
            throw new InvariantBrokenException("no pass fails but for the store: " + broken, broken);
        }
        checkpoints.afterEach();
        boolean served = world.isServed();
        long now = world.time().now();
        if (served && unservedSince >= 0) {
            long length = now - unservedSince;
            if (length > CERTAIN_GAP && Math.abs(world.redisNow() - unservedSinceRedis) > CERTAIN_GAP) {
                gapEndedAt = now;
                world.trace().say("a gap in service of %d ms is over", length);
            }
            unservedSince = -1;
        } else if (!served && unservedSince < 0) {
            unservedSince = now;
            unservedSinceRedis = world.redisNow() - world.clockSteppedSince(now - MOST_SINCE_SWEEP);
        }
    }

    void beaten(Heartbeat beat, BeatReply reply) {
        if (!(reply instanceof BeatReply.NoGroup)) {
            losses.arrived(beat, reply instanceof BeatReply.Unsettled);
        }
        if (reply instanceof BeatReply.Unsettled) {
            renewedAt.put(beat.member(), world.time().now());
            leaseEndsAt.put(beat.member(), world.redisNow() + world.scenario().timeoutMillis());
        }
        if (!(reply instanceof BeatReply.Known known)) {
            return;
        }
        MemberId member = beat.member();
        renewedAt.put(member, world.time().now());
        leaseEndsAt.put(member, world.redisNow() + world.scenario().timeoutMillis());
        answered(beat, known);
    }

    /** The look behind a plain write of the lease says that all is as it was. */
    void looked(Heartbeat beat, BeatReply.Known answer) {
        losses.arrived(beat, false);
        answered(beat, answer);
    }

    private void answered(Heartbeat beat, BeatReply.Known known) {
        MemberId member = beat.member();
        Long before = answeredEpoch.put(member, known.epoch());
        check(
                before == null || before <= known.epoch(),
                "I3: %s was answered epoch %s, now %s",
                member,
                before,
                known.epoch());
        if (known.due()) {
            world.trace()
                    .say(
                            "%s reports %s: due",
                            member, new String(beat.report(), java.nio.charset.StandardCharsets.UTF_8));
        }
    }

    void writesLost() {
        losses.happened();
        poison.writesLost();
        checkpoints.writesLost();
        fences.forget();
        operators.forget();
        world.trace().say("writes are lost");
    }

    /** Nobody who is left knew the data that was lost: a new fleet cannot be told from one that lost all. */
    void bornAnew() {
        losses.forgotten();
        poison.writesLost();
        lastHolder.clear();
        freedAt.clear();
        operators.forget();
        unremembered();
    }

    /** The first node to come has not seen the epochs that were lost. */
    void unremembered() {
        answeredEpoch.clear();
        highestEpoch = 0;
    }

    void settled(MemoryGroup group) {
        world.trace().say("epoch %d: the loss is noticed", group.epoch() - World.START);
        losses.noticed();
        risen(group);
    }

    private void risen(MemoryGroup group) {
        check(group.epoch() > highestEpoch, "I3: epoch %s after %s", group.epoch(), highestEpoch);
        highestEpoch = group.epoch();
    }

    /** A client acts on an answer. */
    void accepted(MemberId member, Set<ShardId> shards) {
        for (ShardId shard : shards) {
            MemberId holder = lastHolder.get(shard);
            boolean used = isUsedByAnother(holder, member, shard);
            boolean excused = losses.isExcused(member, shard);
            check(!used || excused, "I2: %s is answered %s while %s uses it", member, shard, holder);
            if (used && excused) {
                losses.adopted(member, shard);
            }
            boolean late = operators.hasDeparted(member) && !isStored(member, shard);
            if (!used && !excused && !late) { // else it may be an answer of the store that was forgotten
                lastHolder.put(shard, member);
            }
        }
    }

    /** Whether the store has the shard with the member: an answer from before it was removed says nothing any more. */
    private boolean isStored(MemberId member, ShardId shard) {
        MemoryGroup group = world.redis().group(World.GROUP);
        return group != null
                && (group.grants().getOrDefault(member.name(), ShardSet.EMPTY).contains(shard)
                        || group.handOvers().containsKey(shard)
                                && group.handOvers().get(shard).holder().equals(member));
    }

    private boolean isUsedByAnother(MemberId holder, MemberId member, ShardId shard) {
        SimulatedClient process = holder == null ? null : world.clients().get(holder);
        return process != null && !holder.equals(member) && process.mayUse(shard) && !losses.isPresumedDead(holder);
    }

    void committed(MemoryGroup before, MemoryGroup after, Plan plan) {
        world.trace().say("epoch %d: %s, grants now %s", after.epoch() - World.START, plan.decisions(), after.grants());
        if (!plan.more()) { // else the pass goes on
            rest.committed();
        }
        risen(after);
        if (plan.endsRebuild()) {
            losses.rebuilt();
        }
        plan.expired().forEach(member -> {
            if (plan.departed().contains(member)) {
                boolean fenced = operators.departed(member, before, leaseEndsAt.getOrDefault(member, 0L));
                gone(member, before.grants().get(member.name()), fenced);
            } else {
                expired(member, before.grants().get(member.name()));
            }
        });
        operators.committed(before, plan);
        brake.committed(before, plan);
        poison.committed(plan);
        oneGrant(after);
        if (after.isRebuilding()) {
            return; // answers only confirm, whatever is stored: see accepted()
        }
        if (!before.isRebuilding()) {
            noSilentEmptying(before, after, plan);
        }
        after.grants().forEach((name, shards) -> {
            MemberId member = new MemberId(name);
            ShardSet had =
                    before.isRebuilding() ? ShardSet.EMPTY : before.grants().getOrDefault(name, ShardSet.EMPTY);
            shards.shards().stream().filter(shard -> !had.contains(shard)).forEach(shard -> granted(member, shard));
        });
    }

    private void expired(MemberId member, ShardSet stored) {
        long now = world.time().now();
        long timeout = world.scenario().timeoutMillis();
        long silence = now - renewedAt.getOrDefault(member, Long.MIN_VALUE / 2);
        check(silence >= timeout, "I7: %s expired after %s ms of silence, timeout %s", member, silence, timeout);
        check(
                now - gapEndedAt >= timeout,
                "I7: %s expired %s ms after a gap in service, timeout %s",
                member,
                now - gapEndedAt,
                timeout);
        gone(member, stored, true);
    }

    private void gone(MemberId member, ShardSet stored, boolean fenced) {
        lastHolder.entrySet().removeIf(entry -> {
            if (entry.getValue().equals(member)) {
                losses.excuse(member, entry.getKey());
                if (fenced) {
                    fences.expired(entry.getKey(), world.clients().get(member));
                }
                if (fenced && stored.contains(entry.getKey())) { // else it was lost, and its reports disowned it
                    freedAt.put(entry.getKey(), leaseEndsAt.get(member));
                }
                return true;
            }
            return false;
        });
        answeredEpoch.remove(member);
    }

    private static void oneGrant(MemoryGroup group) {
        Set<ShardId> seen = new HashSet<>(group.handOvers().keySet());
        group.grants()
                .forEach((member, shards) -> shards.shards()
                        .forEach(shard -> check(seen.add(shard), "I1: %s is in the grant of %s, too", shard, member)));
    }

    private void granted(MemberId member, ShardId shard) {
        poison.granted(shard);
        operators.granted(shard, member);
        losses.granted(member, shard);
        MemberId holder = lastHolder.put(shard, member);
        check(
                !world.scenario().isOrdered() || world.catalog().hasWaited(shard),
                "Order: %s granted to %s before what it was made of is finished",
                shard,
                member);
        boolean used = isUsedByAnother(holder, member, shard);
        check(
                !used || losses.isExcused(member, shard),
                "I2: %s granted to %s while %s",
                shard,
                member,
                holder == null ? null : world.clients().get(holder));
        fences.granted(shard, world.clients().get(member));
        Long freed = freedAt.remove(shard);
        long margin = world.scenario().fenceMarginMillis();
        check(
                freed == null || margin == 0 || world.redisNow() + world.clockSteppedBackBy() >= freed + margin,
                "I2: %s granted to %s within the fence margin of its dead holder",
                shard,
                member);
    }

    private void noSilentEmptying(MemoryGroup before, MemoryGroup after, Plan plan) {
        before.grants().forEach((name, had) -> {
            if (plan.expired().contains(new MemberId(name))) {
                return;
            }
            ShardSet has = after.grants().getOrDefault(name, ShardSet.EMPTY);
            for (ShardId shard : had.shards()) {
                boolean asked = after.handOvers().containsKey(shard)
                        && after.handOvers().get(shard).holder().name().equals(name);
                check(has.contains(shard) || asked, "I8: %s lost %s without a hand-over", name, shard);
            }
        });
    }

    static void check(boolean holds, String message, Object... parts) {
        if (!holds) {
            throw new InvariantBrokenException(String.format(message, parts), null);
        }
    }
}
