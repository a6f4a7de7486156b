package io.shardbeat.group.plan;

import io.shardbeat.group.GroupSnapshot;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One pass over a balanced group: nothing changed, or one member's lease is gone. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class PlannerBenchmark {
    public enum Change {
        NOTHING,
        ONE_EXPIRED
    }

    @Param({"100", "1000", "10000"})
    public int members;

    @Param({"10"})
    public int shardsPerMember;

    @Param
    public Change change;

    private GroupSnapshot snapshot = new Fixture().snapshot();

    @Setup
    public void setUp() {
        Fixture group = new Fixture().shards(members * shardsPerMember);
        for (int m = 0; m < members; m++) {
            int[] granted = IntStream.range(m * shardsPerMember, (m + 1) * shardsPerMember)
                    .toArray();
            if (m == 0 && change == Change.ONE_EXPIRED) {
                group.silent("member-" + m, granted);
            } else {
                group.alive("member-" + m, granted);
            }
        }
        snapshot = group.snapshot();
    }

    @Benchmark
    public Plan plan() {
        return Fixture.PLANNER.plan(snapshot);
    }
}
