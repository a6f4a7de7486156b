package io.shardbeat.sls.group;

import io.shardbeat.assignment.ShardSet;
import io.shardbeat.catalog.Namespace;
import io.shardbeat.group.GroupId;
import io.shardbeat.http.RawRequest;
import io.shardbeat.sls.call.Call;
import io.shardbeat.sls.wire.Resource;
import io.shardbeat.testkit.SampleRequest;
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

/** Reading an SLS heartbeat, and the codec of its grants. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class SlsHeartbeatBenchmark {
    @Param({"4", "100"})
    public int shards;

    private final SlsShardSetCodec codec = new SlsShardSetCodec();
    private final GroupId group = new GroupId(new Namespace("sls", "project"), "store", "group");
    private ShardSet set = ShardSet.EMPTY;
    private byte[] encoded = {};
    private RawRequest request = SampleRequest.of(
                    "POST", "/logstores/store/consumergroups/group?type=heartbeat&consumer=c1")
            .raw();

    @Setup
    public void setUp() {
        set = ShardSet.of("store", IntStream.range(0, shards).toArray());
        encoded = codec.encode(group, set);
        request = new RawRequest(request.method(), request.path(), request.query(), request.headers(), encoded);
    }

    /** What the dialect does before it asks the store, but for host and signature. */
    @Benchmark
    public int read() {
        Call call = new Call(request, group.namespace(), Resource.of(request));
        return call.group().hashCode()
                + call.consumer().hashCode()
                + ShardArray.parse(request.body()).canonical().length;
    }

    @Benchmark
    public byte[] encode() {
        return codec.encode(group, set);
    }

    @Benchmark
    public ShardSet decode() {
        return codec.decode(group, encoded);
    }
}
