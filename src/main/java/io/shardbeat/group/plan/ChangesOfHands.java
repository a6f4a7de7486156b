package io.shardbeat.group.plan;

import io.shardbeat.assignment.ShardId;
import io.shardbeat.group.FenceMargin;
import io.shardbeat.group.GroupSnapshot;
import io.shardbeat.group.HandOver;
import io.shardbeat.group.Member;
import io.shardbeat.group.plan.ChangeOfHands.Cause;
import io.shardbeat.group.safeguard.ShardDeaths;
import io.shardbeat.group.shard.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The changes of hands that a plan completes, judged by what the pass knew anyway: measuring them costs heartbeats and
 * the store nothing.
 */
public final class ChangesOfHands {
    private final GroupSnapshot group;
    private final Map<ShardId, HandOver> handOvers = new HashMap<>();
    private final Map<ShardId, Member> expired = new HashMap<>();

    private ChangesOfHands(GroupSnapshot group, Plan plan) {
        this.group = group;
        group.handOvers().forEach(handOver -> handOvers.put(handOver.shard(), handOver));
        for (Member member : group.members()) {
            boolean died =
                    plan.expired().contains(member.id()) && !plan.departed().contains(member.id());
            if (died) {
                member.grant().shards().shards().forEach(shard -> expired.put(shard, member));
                group.handOvers().stream()
                        .filter(handOver -> handOver.holder().equals(member.id()))
                        .forEach(handOver -> expired.put(handOver.shard(), member));
            }
        }
    }

    /** Without those of which the pass does not know since when the shard was free. */
    public static List<ChangeOfHands> of(GroupSnapshot group, Plan plan) {
        ChangesOfHands changes = new ChangesOfHands(group, plan);
        return plan.decisions().stream()
                .map(changes::of)
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<ChangeOfHands> of(Decision decision) {
        ShardId shard = decision.shard();
        if (shard == null) {
            return Optional.empty();
        }
        return switch (decision.kind()) {
            case HANDED_OVER -> handedOver(shard, Cause.RELEASED);
            case HAND_OVER_FORCED -> handedOver(shard, Cause.FORCED);
            case GRANTED -> expired.containsKey(shard) ? Optional.of(atOnce(shard)) : rested(shard);
            default -> Optional.empty();
        };
    }

    private Optional<ChangeOfHands> handedOver(ShardId shard, Cause cause) {
        return Optional.ofNullable(handOvers.get(shard))
                .map(handOver -> change(shard, cause, since(handOver.since()), cause == Cause.FORCED));
    }

    /** In the pass that expired its holder. */
    private ChangeOfHands atOnce(ShardId shard) {
        return afterExpiry(shard, expired.get(shard), group.now());
    }

    /** When its fence ended, of which the time of the holder's expiry can be told. */
    private Optional<ChangeOfHands> rested(ShardId shard) {
        Instant until = group.fences().get(shard);
        if (until == null) {
            return Optional.empty();
        }
        ShardDeaths deaths = group.watch().deaths().get(shard);
        if (deaths != null && until.equals(deaths.parkedUntil())) {
            return Optional.of(afterExpiry(shard, null, deaths.last()));
        }
        Duration margin = group.policy().fenceMargin().fixed();
        if (margin != null) {
            return Optional.of(afterExpiry(shard, null, until.minus(margin)));
        }
        // The margin was made of the holder's own interval: when the fence ended the holder had fenced itself.
        Duration timeout = group.policy().sessionTimeout();
        return Optional.of(change(shard, Cause.EXPIRED, timeout.plus(since(until)), false));
    }

    private ChangeOfHands afterExpiry(ShardId shard, @Nullable Member holder, Instant then) {
        Duration timeout = group.policy().sessionTimeout();
        Duration since = since(then);
        boolean overlap = since.compareTo(FenceMargin.intervalOf(holder, timeout)) < 0;
        return change(shard, Cause.EXPIRED, timeout.plus(since), overlap);
    }

    private Duration since(Instant then) {
        return Duration.between(then, group.now());
    }

    private static ChangeOfHands change(ShardId shard, Cause cause, Duration gap, boolean overlap) {
        return new ChangeOfHands(shard, cause, gap.isNegative() ? Duration.ZERO : gap, overlap);
    }
}
