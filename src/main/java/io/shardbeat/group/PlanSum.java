package io.shardbeat.group;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Plans that were committed one after the other, as the one plan that does the same at once. */
public final class PlanSum {
    private final Set<MemberId> expired = new LinkedHashSet<>();
    private final SortedMap<MemberId, Grant> grants = new TreeMap<>();
    private final Map<ShardId, HandOver> handOvers = new LinkedHashMap<>();
    private final Set<ShardId> endedHandOvers = new LinkedHashSet<>();
    private final Map<ShardId, Long> fences = new HashMap<>();
    private final Set<ShardId> endedFences = new LinkedHashSet<>();
    private final List<Decision> decisions = new ArrayList<>();
    private @Nullable Watch watch;
    private boolean endsRebuild;

    private PlanSum() {}

    /** @param plans one at least, in the order of their commits */
    public static Plan of(List<Plan> plans) {
        if (plans.size() == 1) {
            return plans.get(0);
        }
        PlanSum sum = new PlanSum();
        plans.forEach(sum::add);
        return sum.plan(plans.get(plans.size() - 1));
    }

    private void add(Plan plan) {
        plan.expired().forEach(grants::remove);
        expired.addAll(plan.expired());
        grants.putAll(plan.grants());
        plan.endedHandOvers().forEach(handOvers::remove);
        endedHandOvers.addAll(plan.endedHandOvers());
        plan.handOvers().forEach(handOver -> {
            handOvers.put(handOver.shard(), handOver);
            endedHandOvers.remove(handOver.shard());
        });
        plan.endedFences().forEach(fences::remove);
        endedFences.addAll(plan.endedFences());
        fences.putAll(plan.fences());
        plan.fences().keySet().forEach(endedFences::remove);
        decisions.addAll(plan.decisions());
        watch = plan.watch() == null ? watch : plan.watch();
        endsRebuild |= plan.endsRebuild();
    }

    private Plan plan(Plan last) {
        return new Plan(
                expired,
                grants,
                List.copyOf(handOvers.values()),
                endedHandOvers,
                fences,
                endedFences,
                watch,
                decisions,
                last.nextDueMillis(),
                endsRebuild,
                last.more());
    }
}
