package io.shardbeat.cls.group;

import io.shardbeat.assignment.ShardSet;
import io.shardbeat.cls.wire.ClsNames;
import io.shardbeat.cls.wire.JsonArguments;
import io.shardbeat.coordinator.heartbeat.ReportBounds;
import java.nio.charset.StandardCharsets;
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

/** Reading a CLS heartbeat, and the codec of its grants. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class ClsHeartbeatBenchmark {
    private static final String TOPIC = "6f6ded3f-948c-4616-9c7c-956a95d8c1a3";

    @Param({"4", "100"})
    public int partitions;

    private final ClsShardSetCodec codec = new ClsShardSetCodec();
    private final HeartbeatReader reader = new HeartbeatReader(new ClsNames(false), new ReportBounds(1_000, 500_000));
    private ShardSet set = ShardSet.EMPTY;
    private byte[] encoded = {};
    private JsonArguments arguments = new JsonArguments(encoded);

    @Setup
    public void setUp() {
        set = ShardSet.of(TOPIC, IntStream.range(0, partitions).toArray());
        encoded = codec.encode(set);
        String body = "{\"ConsumerGroup\":\"group\",\"Consumer\":\"consumer\",\"LogsetId\":\"" + TOPIC
                + "\",\"TopicPartitionsInfo\":" + new String(encoded, StandardCharsets.US_ASCII) + "}";
        arguments = new JsonArguments(body.getBytes(StandardCharsets.US_ASCII));
    }

    @Benchmark
    public HeartbeatRequest read() {
        return reader.read(arguments);
    }

    @Benchmark
    public byte[] encode() {
        return codec.encode(set);
    }

    @Benchmark
    public ShardSet decode() {
        return codec.decode(encoded);
    }
}
