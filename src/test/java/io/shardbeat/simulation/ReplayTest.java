package io.shardbeat.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.admin.replay.SnapshotFile;
import io.shardbeat.group.GroupSnapshot;
import io.shardbeat.group.plan.Plan;
import io.shardbeat.group.plan.Planner;
import io.shardbeat.group.shard.Decision;
import io.shardbeat.simulation.Simulation.Options;
import io.shardbeat.simulation.Simulation.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a pass decided in a faulty fleet is decided again from the file of what it saw. */
@Tag("long")
class ReplayTest {
    private static final long SEEDS = 60;

    @Test
    void everyPassOfASimulatedFleetIsReplayedFromItsSnapshot() {
        int[] replayed = {0};
        Options options = Options.PROMISED.withRedis(world -> {
            world.onPass((read, plan) -> {
                List<Decision> again = replay(world.planner(), SnapshotFile.decode(SnapshotFile.encode(read)));
                List<Decision> was = plan.decisions();
                assertThat(again.subList(0, Math.min(was.size(), again.size()))).isEqualTo(was);
                assertThat(plan.more() || again.size() == was.size()).isTrue();
                replayed[0] += was.size();
            });
            return new ObservedRedis(world);
        });
        for (long seed = 0; seed < SEEDS; seed++) {
            Outcome outcome = Simulation.run(seed, options);
            assertThat(outcome.isBroken())
                    .as("%s%n%s", outcome, outcome.trace())
                    .isFalse();
        }
        assertThat(replayed[0]).isGreaterThan(1_000);
    }

    /** All commits of the pass, each on top of the one before. */
    private static List<Decision> replay(Planner planner, GroupSnapshot read) {
        List<Plan> done = new ArrayList<>(planner.parts(read));
        GroupSnapshot now = after(done, read);
        while (done.get(done.size() - 1).more()) {
            List<Plan> next = planner.parts(now);
            now = after(next, now);
            done.addAll(next);
        }
        return Plan.inSequence(done).decisions();
    }

    private static GroupSnapshot after(List<Plan> parts, GroupSnapshot group) {
        GroupSnapshot now = group;
        for (Plan part : parts) {
            now = part.applyTo(now, now.epoch() + 1);
        }
        return now;
    }
}
