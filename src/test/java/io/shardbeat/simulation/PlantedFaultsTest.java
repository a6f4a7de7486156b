package io.shardbeat.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.simulation.Simulation.Options;
import io.shardbeat.simulation.Simulation.Outcome;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The simulation has teeth: whatever rule the store breaks, some seed shows it. */
@Tag("long")
class PlantedFaultsTest {
    /** Twice what the hardest one to see takes. */
    private static final long SEEDS = 15_000;

    /**
     * Seeds that showed those faults which take longest to find: tried first, so that the search is for the day when they
     * do not any more.
     */
    private static final Map<PlantedFault, Long> KNOWN = Map.of(
            PlantedFault.GAP_BETWEEN_CLAIM_AND_COMMIT_UNNOTICED, 3_422L,
            PlantedFault.REBUILD_CONFIRMS_WHAT_WAS_NOT_REPORTED, 7_416L,
            PlantedFault.EPOCH_BY_THE_CLOCK_ALONE_AFTER_A_LOSS, 734L,
            PlantedFault.CHECKPOINTS_SAVED_AT_ANY_EPOCH, 1_181L,
            PlantedFault.SHARDS_OF_THE_DEAD_REST_WITHOUT_THE_REPEATS_OF_A_HEARTBEAT, 3_018L,
            PlantedFault.COUNTS_READ_AFTER_THE_GROUP, 3_115L,
            PlantedFault.ANSWERS_OF_LATER_EPOCHS_NOT_SEEN, 1_435L,
            PlantedFault.HAND_OVERS_WITHOUT_THE_SCRIPT, 1_223L,
            PlantedFault.BRAKE_THAT_NO_COMMIT_WRITES, 5_593L);

    @ParameterizedTest
    @EnumSource(PlantedFault.class)
    void isNoticed(PlantedFault fault) {
        // given
        Options options = Options.PROMISED.withRedis(fault.redis).withFaults(fault.faults);

        // when
        LongStream known = KNOWN.containsKey(fault) ? LongStream.of(KNOWN.get(fault)) : LongStream.empty();
        Optional<Outcome> noticed = LongStream.concat(known, LongStream.range(0, SEEDS))
                .mapToObj(seed -> Simulation.run(seed, options))
                .filter(Outcome::isBroken)
                .findFirst();

        // then
        assertThat(noticed).isPresent();
        String message = noticed.get().broken().getMessage();
        assertThat(fault.breaks.split(" ")).as(message).contains(message.substring(0, message.indexOf(':')));
    }
}
