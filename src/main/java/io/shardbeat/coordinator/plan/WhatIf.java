package io.shardbeat.coordinator.plan;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.coordinator.plan.Forecast.Move;
import io.shardbeat.group.GroupSnapshot;
import io.shardbeat.group.HandOver;
import io.shardbeat.group.plan.Plan;
import io.shardbeat.group.plan.Planner;
import io.shardbeat.group.shard.Cause;
import io.shardbeat.group.shard.Change;
import io.shardbeat.group.shard.Transition;
import io.shardbeat.group.wish.Wishes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Tells what would become of a group: plans as passes do, commits in memory, has every member obey at once, and goes on
 * until nothing changes. Margins are taken as over, for they delay moves and change none. Pure.
 */
public final class WhatIf {
    /** Each move takes two passes. What needs more than these does not come to rest. */
    private static final int PASSES = 16;

    private final Planner planner;

    public WhatIf(Planner planner) {
        this.planner = planner;
    }

    /** If this were wanted of the group. */
    public Forecast of(GroupSnapshot group, Wishes wished) {
        return of(group, group.wishing(wished));
    }

    /** If the group were deleted: nobody would have anything. */
    public static Forecast ofDeletion(GroupSnapshot group) {
        Map<ShardId, MemberId> before = owners(group);
        List<Move> moves = moves(before, Map.of(), Map.of(), Cause.WITHDRAWN);
        return new Forecast(group.epoch(), moves, Spread.of(group, before), 0, moves.size());
    }

    /**
     * If the group were another.
     *
     * @param group as it was read
     * @param wished the same with members, shards or wishes as somebody would have them
     */
    public Forecast of(GroupSnapshot group, GroupSnapshot wished) {
        Map<ShardId, Cause> causes = new HashMap<>();
        GroupSnapshot now = Obedience.withoutMargins(wished);
        for (int pass = 0; pass < PASSES; pass++) {
            Plan plan = planner.plan(now);
            if (plan.changesNothing()) {
                break;
            }
            note(plan, causes);
            now = Obedience.obey(plan.applyTo(now, now.epoch() + 1));
        }
        Map<ShardId, MemberId> before = owners(group);
        Map<ShardId, MemberId> after = owners(now);
        List<Move> moves = moves(before, after, causes, Cause.BALANCED);
        // Where members may not have everything, or a pause holds, loads are not to be even.
        int fewest = Math.min(moves.size(), FewestMoves.of(wished, before));
        return new Forecast(group.epoch(), moves, Spread.of(group, before), Spread.of(now, after), fewest);
    }

    /** What set a shard in motion says why it moves; that its time of rest is over is no reason of its own. */
    private static void note(Plan plan, Map<ShardId, Cause> causes) {
        for (Change change : plan.changes()) {
            if (change instanceof Transition transition && change.cause() != Cause.RESTED) {
                causes.putIfAbsent(transition.shard(), transition.cause());
            }
        }
    }

    private static List<Move> moves(
            Map<ShardId, MemberId> before, Map<ShardId, MemberId> after, Map<ShardId, Cause> causes, Cause otherwise) {
        TreeSet<ShardId> shards = new TreeSet<>(before.keySet());
        shards.addAll(after.keySet());
        List<Move> moves = new ArrayList<>();
        for (ShardId shard : shards) {
            @Nullable MemberId from = before.get(shard);
            @Nullable MemberId to = after.get(shard);
            if (from == null ? to != null : !from.equals(to)) {
                moves.add(new Move(shard, from, to, causes.getOrDefault(shard, otherwise)));
            }
        }
        return moves;
    }

    /** Who has each shard, or has to let go of it. */
    private static Map<ShardId, MemberId> owners(GroupSnapshot group) {
        Map<ShardId, MemberId> owners = new HashMap<>();
        for (HandOver handOver : group.handOvers()) {
            owners.put(handOver.shard(), handOver.holder());
        }
        group.members()
                .forEach(member -> member.grant().shards().shards().forEach(shard -> owners.put(shard, member.id())));
        return owners;
    }
}
