package io.shardbeat.sls.signature;

import io.shardbeat.http.RawRequest;
import io.shardbeat.security.AcceptedSignatures;
import io.shardbeat.security.Verdict;
import io.shardbeat.testkit.Keys;
import io.shardbeat.testkit.SampleRequest;
import java.time.Instant;
import java.time.InstantSource;
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

/** The check of a heartbeat's signature, as the Java client signs it; version 4 with the day's key at hand. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class SlsSignatureBenchmark {
    private static final Instant NOW = Instant.parse("2026-11-21T20:32:10Z");

    private final SlsSignature signature =
            new SlsSignature(Keys.only("ak1", "sk1"), InstantSource.fixed(NOW), AcceptedSignatures.ALL);
    private final RawRequest v1 = common("ls-px", "consumer=c1&type=heartbeat")
            .header("x-log-signaturemethod", "hmac-sha1")
            .header("Date", "Sat, 21 Nov 2026 20:32:10 GMT")
            .header("Content-MD5", "D751713988987E9331980363E24189CE")
            .header("Authorization", "LOG ak1:wQ2I5PIHYOBpg9VY6Ew/ca17Hp0=")
            .raw();
    private final RawRequest v4 = common("ls-v4", "type=heartbeat&consumer=c1")
            .header("Host", "proj.sls.test")
            .header("x-log-date", "20261121T203210Z")
            .header("x-log-content-sha256", "4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945")
            .header(
                    "Authorization",
                    "SLS4-HMAC-SHA256 Credential=ak1/20261121/cn-test/sls/aliyun_v4_request,"
                            + "Signature=7f5c86839e6f4fc293ee3787f38ce3553731e8ef12818a862e25b18a55c6424b")
            .raw();

    private static SampleRequest common(String logstore, String query) {
        return SampleRequest.of("POST", "/logstores/" + logstore + "/consumergroups/g1?" + query)
                .header("Content-Type", "application/json")
                .header("x-log-apiversion", "0.6.0")
                .header("x-log-bodyrawsize", "0")
                .body("[]");
    }

    @Setup
    public void checkThatBothAreAccepted() {
        for (Verdict verdict : new Verdict[] {version1(), version4()}) {
            if (!(verdict instanceof Verdict.Accepted)) {
                throw new IllegalStateException("expected to be accepted, was " + verdict);
            }
        }
    }

    @Benchmark
    public Verdict version1() {
        return signature.verify(v1);
    }

    @Benchmark
    public Verdict version4() {
        return signature.verify(v4);
    }
}
