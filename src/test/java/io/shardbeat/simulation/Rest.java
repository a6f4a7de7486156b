package io.shardbeat.simulation;

import static io.shardbeat.simulation.Invariants.check;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.assignment.ShardSet;
import io.shardbeat.group.ClientFamily;
import io.shardbeat.testkit.memory.MemoryGroup;
import java.util.HashMap;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What must be so once nothing goes wrong any more: nothing orphaned, convergence, balance, and then stillness. */
final class Rest {
    private static final long LOOK = 1_000;
    private static final long SLACK = 2_000;

    private final World world;
    private final Map<ShardId, Long> orphanedSince = new HashMap<>();
    private int commitsInQuiet;
    private int commits;

    Rest(World world) {
        this.world = world;
    }

    void committed() {
        commits++;
        if (!world.isNoisy()) {
            commitsInQuiet++;
        }
    }

    /** Looks for orphans from now on. */
    void watch() {
        lookForOrphans();
        world.time().after(LOOK, this::watch);
    }

    /** I4, where the bound allows for expiry held back after the last fault, and by the brake. */
    private void lookForOrphans() {
        long now = world.time().now();
        MemoryGroup group = world.redis().group(World.GROUP);
        Set<ShardId> cared = caredFor(group);
        boolean nobody = world.redis().living(World.GROUP).isEmpty();
        orphanedSince.keySet().removeIf(shard -> nobody || cared.contains(shard));
        if (nobody) {
            return;
        }
        Scenario scenario = world.scenario();
        long held = scenario.isBraked() ? scenario.graceMillis() + world.clockSteppedBackBy() : 0;
        long repeats =
                scenario.isFencedByInterval() ? ClientFamily.UNKNOWN.attempt().toMillis() : 0;
        long bound = 2 * scenario.timeoutMillis()
                + scenario.intervalMillis()
                + repeats
                + scenario.initialDelayMillis()
                + scenario.releaseMarginMillis() // a rebuild waits for it
                + held
                + SLACK;
        for (ShardId shard : world.redis().catalog().shards()) {
            if (!cared.contains(shard)) {
                long since = orphanedSince.computeIfAbsent(shard, s -> now);
                check(now - since <= bound, "I4: %s orphaned for %s ms", shard, now - since);
            }
        }
    }

    /** What a member with a lease has, or hands over, or what rests. */
    private Set<ShardId> caredFor(MemoryGroup group) {
        Set<String> living = world.redis().living(World.GROUP);
        Set<ShardId> cared = new TreeSet<>(group.fences().keySet());
        group.grants().forEach((member, shards) -> {
            if (living.contains(member)) {
                cared.addAll(shards.shards());
            }
        });
        group.handOvers().forEach((shard, handOver) -> {
            if (living.contains(handOver.holder().name())) {
                cared.add(shard);
            }
        });
        return cared;
    }

    /** I5 and I10. */
    void checkConverged() {
        MemoryGroup group = world.redis().group(World.GROUP);
        Map<String, ShardSet> grants = group.grants();
        check(
                grants.keySet().equals(expectedMembers()),
                "I10: members are %s, should be %s",
                grants.keySet(),
                expectedMembers());
        check(
                group.handOvers().isEmpty(),
                "I10: still in hand-over: %s",
                group.handOvers().values());
        int granted = grants.values().stream().mapToInt(ShardSet::size).sum();
        check(
                grants.isEmpty() || granted == world.redis().catalog().size(),
                "I4: %s shards granted of %s",
                granted,
                world.redis().catalog().size());
        checkEven(grants, shard -> true);
        ShardSet readOnly = world.redis().assignable().readOnly();
        checkEven(grants, readOnly::contains);
        checkEven(grants, shard -> !readOnly.contains(shard));
        grants.forEach(this::checkObeyed);
        int bound = 10 + 8 * (world.clients().size() + 1);
        check(
                commitsInQuiet <= bound,
                "I10: %s passes that changed something in quiet, at most %s",
                commitsInQuiet,
                bound);
    }

    private void checkEven(Map<String, ShardSet> grants, Predicate<ShardId> kind) {
        LongSummaryStatistics loads = grants.values().stream()
                .mapToLong(grant -> grant.shards().stream().filter(kind).count())
                .summaryStatistics();
        check(grants.isEmpty() || loads.getMax() - loads.getMin() <= 1, "I5: grants are %s", grants);
    }

    private void checkObeyed(String name, ShardSet grant) {
        SimulatedClient client = world.clients().get(new MemberId(name));
        Set<ShardId> shards = new TreeSet<>(grant.shards());
        check(client.held().equals(shards), "I10: granted %s, but %s", shards, client);
        check(client.working().equals(shards), "I10: granted %s, but %s", shards, client);
    }

    private Set<String> expectedMembers() {
        return world.clients().values().stream()
                .filter(client -> client.isUp() && !client.isLeaving())
                .map(client -> client.id.name())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    int commits() {
        return commits;
    }
}
