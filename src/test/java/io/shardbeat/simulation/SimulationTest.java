package io.shardbeat.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.simulation.Simulation.Options;
import io.shardbeat.simulation.Simulation.Outcome;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The invariants of the coordination model hold in every simulated fleet.
 *
 * <ul>
 *   <li>{@code -Dsimulation.seeds=1000000} runs that many;
 *   <li>{@code -Dsimulation.seed=42} runs that one and prints all that happened;
 *   <li>{@code -Dsimulation.faults=FAILOVER,CLIENT_CRASHES} lets only these {@link Fault}s happen, {@code all} every
 *       one, also those that nobody promises to survive yet.
 * </ul>
 */
@Tag("long")
class SimulationTest {
    private static final long SEEDS = Long.getLong("simulation.seeds", 3_000);
    /** Seeds per test, so that a long run reports how far it is. */
    private static final long BLOCK = Math.max(250, SEEDS / 100);

    private static final Options OPTIONS = Options.PROMISED.withFaults(faults());

    static LongStream blocks() {
        Long one = Long.getLong("simulation.seed");
        return one != null ? LongStream.of(one) : LongStream.iterate(0, first -> first < SEEDS, first -> first + BLOCK);
    }

    private static Set<Fault> faults() {
        String names = System.getProperty("simulation.faults", "promised");
        return switch (names) {
            case "promised" -> Fault.PROMISED;
            case "all" -> EnumSet.allOf(Fault.class);
            default ->
                Arrays.stream(names.split(","))
                        .map(Fault::valueOf)
                        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Fault.class)));
        };
    }

    @ParameterizedTest(name = "seed {0} and following")
    @MethodSource("blocks")
    void everyInvariantHolds(long first) {
        if (Long.getLong("simulation.seed") != null) {
            replay(first);
            return;
        }
        List<Outcome> broken = LongStream.range(first, Math.min(first + BLOCK, SEEDS))
                .parallel()
                .mapToObj(seed -> Simulation.run(seed, OPTIONS))
                .filter(Outcome::isBroken)
                .toList();
        assertThat(broken)
                .as(() -> broken + "\nreplay with -Dsimulation.seed="
                        + broken.get(0).seed() + "\n" + broken.get(0).trace())
                .isEmpty();
    }

    @SuppressWarnings("SystemOut") // a person asked for it
    private static void replay(long seed) {
        Outcome outcome = Simulation.run(seed, OPTIONS.withWholeTrace());
        System.out.println(outcome.trace());
        assertThat(outcome.isBroken()).as("%s", outcome).isFalse();
    }

    @Test
    void aSeedDecidesEverything() {
        // given
        Options options = OPTIONS.withWholeTrace();

        // when
        String first = Simulation.run(8, options).trace();
        String second = Simulation.run(8, options).trace();

        // then
        assertThat(first).isEqualTo(second).contains("HANDED_OVER");
    }
}
