package io.shardbeat.simulation;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Runs one seed: the faulty time, the time to settle, and a time in which nothing may move. */
final class Simulation {
    private Simulation() {}

    /**
     * How to simulate.
     *
     * @param faults what may go wrong
     * @param redis makes the store, true to the scripts or with a planted fault
     * @param wholeTrace whether to keep all of the trace instead of its end
     */
    record Options(Set<Fault> faults, RedisMaker redis, boolean wholeTrace) {
        static final Options PROMISED = new Options(Fault.PROMISED, ObservedRedis::new, false);

        Options withFaults(Set<Fault> others) {
            return new Options(others, redis, wholeTrace);
        }

        Options withRedis(RedisMaker other) {
            return new Options(faults, other, wholeTrace);
        }

        Options withWholeTrace() {
            return new Options(faults, redis, true);
        }
    }

    /** Makes the store of a world. */
    interface RedisMaker {
        ObservedRedis create(World world);
    }

    /**
     * How a simulation ended.
     *
     * @param seed its seed
     * @param broken what did not hold; {@code null} when all did
     * @param trace what happened, as far as kept; empty when nobody asked and nothing broke
     * @param commits how many passes changed something
     */
    record Outcome(long seed, @Nullable RuntimeException broken, String trace, int commits) {
        boolean isBroken() {
            return broken != null;
        }

        @Override
        public String toString() {
            return "seed " + seed + (isBroken() ? ": " + broken.getMessage() : " holds");
        }
    }

    static Outcome run(long seed, Options options) {
        World world = new World(seed, options);
        world.trace().say("seed %d: %s", seed, world.scenario());
        try {
            live(world);
            return new Outcome(seed, null, options.wholeTrace() ? world.trace().toString() : "", commits(world));
        } catch (InvariantBrokenException | IllegalStateException broken) {
            world.trace().say("BROKEN %s", broken.getMessage());
            world.trace().say("clients %s", world.clients().values());
            String trace = "seed " + seed + ": " + world.scenario() + "\n" + world.trace();
            return new Outcome(seed, broken, trace, commits(world));
        }
    }

    private static void live(World world) {
        Scenario scenario = world.scenario();
        Timeline time = world.time();
        time.runUntil(scenario.quietAt());
        time.after(scenario.timeoutMillis(), world.invariants().rest()::watch);
        time.runUntil(scenario.quietAt() + scenario.settlingMillis() + 2 * world.clockSteppedBackBy());
        Rest rest = world.invariants().rest();
        rest.checkConverged();
        int commits = rest.commits();
        time.runUntil(time.now() + 2 * scenario.timeoutMillis() + 3 * scenario.intervalMillis());
        Invariants.check(rest.commits() == commits, "I6: the group moved though nothing happened");
        rest.checkConverged();
    }

    private static int commits(World world) {
        return world.invariants().rest().commits();
    }
}
