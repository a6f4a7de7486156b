package io.shardbeat.sls.signature;

import static io.shardbeat.testkit.Verdicts.assertAccepted;
import static io.shardbeat.testkit.Verdicts.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.security.AcceptedSignatures;
import io.shardbeat.security.Verdict;
import io.shardbeat.security.Verdict.Reason;
import io.shardbeat.security.Verdict.Refused;
import io.shardbeat.security.signature.Digest;
import io.shardbeat.testkit.Keys;
import io.shardbeat.testkit.wire.SampleRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signatures were computed by an independent checker that the Java, Go and Python clients agree with. */
class SlsV4SignatureTest {
    private static final Instant NOW = Instant.parse("2026-11-21T20:32:10Z");
    private static final String SCOPE = "/20261121/cn-test/sls/aliyun_v4_request";

    private final SlsSignature signature = signature("sk1", NOW);

    @Test
    void acceptsHeartbeatAgainAndAgain() {
        assertAccepted(signature.verify(heartbeat().raw()), "ak1");
        assertAccepted(signature.verify(heartbeat().raw()), "ak1");
    }

    /** Trap 5: version 1 keeps the sign. */
    @Test
    void signsAnEmptyValueWithoutEqualsSign() {
        assertAccepted(
                signature.verify(checkpoint("forceSuccess=true&type=checkpoint&consumer=")
                        .raw()),
                "ak1");
        assertAccepted(
                signature.verify(
                        checkpoint("consumer&type=checkpoint&forceSuccess=true").raw()),
                "ak1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x-log-meta-trace", "X-Log-Meta-Trace"})
    void metaHeadersNeedNotBeSigned(String name) {
        assertAccepted(signature.verify(heartbeat().header(name, "1").raw()), "ak1");
    }

    @Test
    void whateverIsSignedCannotBeChanged() {
        assertMismatch(heartbeat().method("PUT"));
        assertMismatch(heartbeat().path("/logstores/ls-v4/consumergroups/g2"));
        assertMismatch(heartbeat().query("type=heartbeat&consumer=c2"));
        assertMismatch(heartbeat().query("consumer%3Dc1%26type%3Dheartbeat"));
        assertMismatch(heartbeat().header("Host", "other.sls.test"));
        assertMismatch(heartbeat().header("Host", "proj.sls.test:80"));
        assertMismatch(heartbeat().header("Content-Type", "text/plain"));
        assertMismatch(heartbeat().header("x-log-new", "1"));
        assertMismatch(heartbeat().header("x-acs-new", "1"));
        assertMismatch(heartbeat().header("x-log-date", "20261121T203211Z"));
        assertMismatch(heartbeat().header("x-log-content-sha256", sha256("[1]")).body("[1]"));
        assertMismatch(authorize(heartbeat(), "ak1/20261121/cn-other/sls/aliyun_v4_request", "7f"));
    }

    @Test
    void theBodyMustHaveTheSignedDigest() {
        assertRefused(signature.verify(heartbeat().body("[1]").raw()), Reason.BODY_DIGEST_MISMATCH, "3 bytes");
    }

    @Test
    void refusesAnotherSecretWithTheDigestOfWhatWasReceivedOnly() {
        Verdict verdict = signature("hush", NOW).verify(heartbeat().raw());
        assertRefused(verdict, Reason.SIGNATURE_MISMATCH, "SHA-256");
        assertThat(((Refused) verdict).message()).doesNotContain("hush");
    }

    @Test
    void tokensMustBeThoseOfTheKey() {
        SlsSignature temporary =
                new SlsSignature(Keys.only("ak1", "sk1", "TOK"), InstantSource.fixed(NOW), AcceptedSignatures.ALL);
        assertRefused(temporary.verify(heartbeat().raw()), Reason.BAD_TOKEN);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-21T20:17:10Z, true",
        "2026-11-21T20:17:09Z, false",
        "2026-11-21T20:47:10Z, true",
        "2026-11-21T20:47:11Z, false"
    })
    void acceptsUpTo15MinutesEitherWay(Instant now, boolean accepted) {
        Verdict verdict = signature("sk1", now).verify(heartbeat().raw());
        if (accepted) {
            assertAccepted(verdict, "ak1");
        } else {
            assertRefused(verdict, Reason.EXPIRED);
        }
    }

    @Test
    void tellsWhatIsMissingOrWrong() {
        assertRefused(signature.verify(heartbeat().without("x-log-date").raw()), Reason.MISSING_DATE);
        assertRefused(
                signature.verify(heartbeat()
                        .header("x-log-date", "Sat, 21 Nov 2026 20:32:10 GMT")
                        .raw()),
                Reason.BAD_DATE,
                "yyyyMMdd");
        assertRefused(
                signature.verify(
                        heartbeat().header("x-log-date", "20261321T203210Z").raw()),
                Reason.BAD_DATE);
        assertRefused(signature.verify(heartbeat().without("Host").raw()), Reason.MISSING_HOST);
        assertRefused(
                signature.verify(authorize(heartbeat(), "ak1/20261120/cn-test/sls/aliyun_v4_request", "7f")
                        .raw()),
                Reason.BAD_SCOPE,
                "20261120");
        assertRefused(
                signature.verify(authorize(heartbeat(), "ak2" + SCOPE, "7f").raw()), Reason.UNKNOWN_KEY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SLS4-HMAC-SHA256 ",
                "SLS4-HMAC-SHA256 Signature=7f",
                "SLS4-HMAC-SHA256 Credential=ak1/20261121/cn-test/sls/aliyun_v4_request",
                "SLS4-HMAC-SHA256 Credential=ak1/20261121/cn-test/ecs/aliyun_v4_request,Signature=7f",
                "SLS4-HMAC-SHA256 Credential=ak1/20261121/sls/aliyun_v4_request,Signature=7f",
                "SLS4-HMAC-SHA256 Credential=ak1/sls/aliyun_v4_request,Signature=7f",
                "SLS4-HMAC-SHA256 Credential=/sls/aliyun_v4_request,Signature=7f",
                "SLS4-HMAC-SHA256,Credential=ak1/20261121/cn-test/sls/aliyun_v4_request,Signature=7f"
            })
    void refusesOtherFormsOfAuthorization(String authorization) {
        assertRefused(
                signature.verify(
                        heartbeat().header("Authorization", authorization).raw()),
                Reason.MALFORMED_AUTHORIZATION,
                "Credential=<access key id>/<yyyyMMdd>/<region>/sls/aliyun_v4_request");
    }

    private void assertMismatch(SampleRequest request) {
        assertRefused(signature.verify(request.raw()), Reason.SIGNATURE_MISMATCH);
    }

    private static SlsSignature signature(String secret, Instant now) {
        return new SlsSignature(Keys.only("ak1", secret), InstantSource.fixed(now), AcceptedSignatures.ALL);
    }

    private static SampleRequest heartbeat() {
        return authorize(
                request("type=heartbeat&consumer=c1", "[]"),
                "ak1" + SCOPE,
                "7f5c86839e6f4fc293ee3787f38ce3553731e8ef12818a862e25b18a55c6424b");
    }

    private static SampleRequest checkpoint(String query) {
        return authorize(
                request(query, "{\"checkpoint\":\"MTQ0NzI5OTYwNw==\",\"shard\":0}"),
                "ak1" + SCOPE,
                "1d2c4475d8ce8b729c2f3c7bb71507255272447c3737849755e31b9b1c350f41");
    }

    private static SampleRequest request(String query, String body) {
        return SampleRequest.of("POST", "/logstores/ls-v4/consumergroups/g1?" + query)
                .header("Host", "proj.sls.test")
                .header("x-log-apiversion", "0.6.0")
                .header("x-log-bodyrawsize", "0")
                .header("x-log-date", "20261121T203210Z")
                .header("x-log-content-sha256", sha256(body))
                .header("Content-Type", "application/json")
                .body(body);
    }

    private static SampleRequest authorize(SampleRequest request, String credential, String signature) {
        return request.header("Authorization", "SLS4-HMAC-SHA256 Credential=" + credential + ",Signature=" + signature);
    }

    private static String sha256(String body) {
        return HexFormat.of().formatHex(Digest.SHA256.of(body.getBytes(StandardCharsets.UTF_8)));
    }
}
