package io.shardbeat.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.simulation.Simulation.Options;
import io.shardbeat.simulation.Simulation.Outcome;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The simulation has teeth: whatever rule the store breaks, some seed shows it. */
@Tag("long")
class PlantedFaultsTest {
    /** Nearly three times what the hardest one to see takes. */
    private static final long SEEDS = 15_000;

    @ParameterizedTest
    @EnumSource(PlantedFault.class)
    void isNoticed(PlantedFault fault) {
        // given
        Options options = Options.PROMISED.withRedis(fault.redis).withFaults(fault.faults);

        // when
        Optional<Outcome> noticed = LongStream.range(0, SEEDS)
                .mapToObj(seed -> Simulation.run(seed, options))
                .filter(Outcome::isBroken)
                .findFirst();

        // then
        assertThat(noticed).isPresent();
        String message = noticed.get().broken().getMessage();
        assertThat(fault.breaks.split(" ")).as(message).contains(message.substring(0, message.indexOf(':')));
    }
}
