package io.shardbeat.cls.signature;

import io.shardbeat.http.RawRequest;
import io.shardbeat.security.AcceptedSignatures;
import io.shardbeat.security.Verdict;
import io.shardbeat.testkit.Keys;
import io.shardbeat.testkit.SampleRequest;
import io.shardbeat.testkit.cls.Tc3Signer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The check of a heartbeat's TC3 signature, with the day's key at hand. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class ClsSignatureBenchmark {
    private static final Instant NOW = Instant.parse("2026-11-21T20:32:10Z");

    private final ClsSignature signature =
            new ClsSignature(Keys.only("id", "secret"), InstantSource.fixed(NOW), AcceptedSignatures.ALL);
    private final RawRequest request = Tc3Signer.sign(
                    SampleRequest.of("POST", "/")
                            .header("Host", "cls.example.com")
                            .header("Content-Type", "application/json")
                            .header("X-TC-Action", "SendConsumerHeartbeat")
                            .header("X-TC-Version", "2020-10-16")
                            .body("{\"ConsumerGroup\":\"g\",\"Consumer\":\"c\",\"LogsetId\":\"l\","
                                    + "\"TopicPartitionsInfo\":[{\"TopicID\":\"t\",\"Partitions\":[0,1,2,3]}]}"),
                    "id",
                    "secret",
                    NOW)
            .raw();

    @Setup
    public void checkThatItIsAccepted() {
        if (!(tc3() instanceof Verdict.Accepted)) {
            throw new IllegalStateException("expected to be accepted, was " + tc3());
        }
    }

    @Benchmark
    public Verdict tc3() {
        return signature.verify(request, Map.of());
    }
}
