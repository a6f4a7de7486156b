package io.shardbeat.cls.signature;

import static io.shardbeat.testkit.Verdicts.assertAccepted;
import static io.shardbeat.testkit.Verdicts.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.security.AcceptedSignatures;
import io.shardbeat.security.Verdict;
import io.shardbeat.security.Verdict.Reason;
import io.shardbeat.security.Verdict.Refused;
import io.shardbeat.testkit.Keys;
import io.shardbeat.testkit.wire.SampleRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The request is the sample of "Signature v3" in the API reference; its signatures were computed independently. */
class Tc3SignatureTest {
    private static final String SECRET = "*".repeat(32);
    private static final Instant NOW = Instant.ofEpochSecond(1551113065);
    private static final String HOST_SIGNED = "0ba957c8479e10a99dbe251b81ef286936efd9d45d9be9e82afcc2cc2ce15b85";
    private static final String ACTION_SIGNED = "10b1a37a7301a02ca19a647ad722d5e43b4b3cff309d421d85b46093f6ab6c4f";
    private static final String SCOPE = "/2019-02-25/cvm/tc3_request";

    private final ClsSignature signature = signature(SECRET, NOW);

    @Test
    void acceptsTheSampleAgainAndAgain() {
        assertAccepted(verify(sample()), "AKID");
        assertAccepted(verify(sample()), "AKID");
    }

    @Test
    void signsTheHeadersTheClientLists() {
        SampleRequest request = authorize(sample(), "AKID" + SCOPE, "content-type;host;x-tc-action", ACTION_SIGNED);
        assertAccepted(verify(request), "AKID");
        assertMismatch(request.header("X-TC-Action", "RunInstances"));
        assertRefused(verify(request.without("X-TC-Action")), Reason.SIGNATURE_MISMATCH, "lists 'x-tc-action'");
        assertMismatch(authorize(sample(), "AKID" + SCOPE, "host;content-type", HOST_SIGNED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json; charset=UTF-8", "Application/Json; Charset=utf-8"})
    void theContentTypeMayBeSignedInLowerCase(String contentType) {
        assertAccepted(verify(sample().header("Content-Type", contentType)), "AKID");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cvm.tencentcloudapi.com:8080", "CVM.tencentcloudapi.com", "cvm.TencentCloudApi.com:80"})
    void theHostMayBeSignedWithoutItsPort(String host) {
        assertAccepted(verify(sample().header("Host", host)), "AKID");
    }

    /** Trap 7.4: as the Node client signs for an address; computed independently. */
    @Test
    void theQueryIsSignedAsItIsWrittenAndTheServiceMayBeAny() {
        SampleRequest request = authorize(
                SampleRequest.of("GET", "/?Topics.0=t1&Action=DescribeConsumerGroups&LogsetId=a%2Fb+c~*&Empty=")
                        .header("Host", "127.0.0.1:8080")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("X-TC-Timestamp", "1551113065"),
                "AKID/2019-02-25/127/tc3_request",
                "content-type;host",
                "705f2d63b4a6b527b68bdd7efe1080351d56ddcc92bdf3c48ffbffc32aebcb1b");
        assertAccepted(verify(request), "AKID");
        assertMismatch(request.query("Action=DescribeConsumerGroups&Empty=&LogsetId=a%2Fb+c~*&Topics.0=t1"));
        assertMismatch(request.query("Topics.0=t1&Action=DescribeConsumerGroups&LogsetId=a%2Fb%20c~*&Empty="));
    }

    @Test
    void whateverIsSignedCannotBeChanged() {
        assertMismatch(sample().method("PUT"));
        assertMismatch(sample().query("a=b"));
        assertMismatch(sample().body("{}"));
        assertMismatch(sample().header("Content-Type", "text/plain"));
        assertMismatch(sample().header("Host", "cls.tencentcloudapi.com"));
        assertMismatch(sample().header("X-TC-Timestamp", "1551113066"));
        assertMismatch(sample().header("X-TC-Content-SHA256", "UNSIGNED-PAYLOAD"));
        assertMismatch(authorize(sample(), "AKID/2019-02-25/cls/tc3_request", "content-type;host", HOST_SIGNED));
        assertMismatch(authorize(sample(), "AKID" + SCOPE, "content-type;host", HOST_SIGNED.replace('0', '1')));
    }

    @Test
    void refusesAnotherSecretWithTheDigestOfWhatWasReceivedOnly() {
        Verdict verdict = signature("hush", NOW).verify(sample().raw(), Map.of());
        assertRefused(verdict, Reason.SIGNATURE_MISMATCH, "SHA-256");
        assertThat(((Refused) verdict).message()).doesNotContain("hush").doesNotContain(HOST_SIGNED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-TC-Token", "X-Cls-Token"})
    void temporaryKeysTakeOneOfTheirTokens(String header) {
        ClsSignature temporary = new ClsSignature(
                Keys.only("AKID", SECRET, "t1", "t2"), InstantSource.fixed(NOW), AcceptedSignatures.ALL);
        assertAccepted(temporary.verify(sample().header(header, "t2").raw(), Map.of()), "AKID");
        assertRefused(temporary.verify(sample().header(header, "t3").raw(), Map.of()), Reason.BAD_TOKEN);
        assertRefused(temporary.verify(sample().header(header, "").raw(), Map.of()), Reason.BAD_TOKEN);
        assertRefused(temporary.verify(sample().raw(), Map.of()), Reason.BAD_TOKEN);
        assertRefused(verify(sample().header(header, "t1")), Reason.BAD_TOKEN);
    }

    @ParameterizedTest
    @CsvSource({"-300, true", "-301, false", "300, true", "301, false"})
    void acceptsUpTo300SecondsEitherWay(long offset, boolean accepted) {
        Verdict verdict = signature(SECRET, NOW.plusSeconds(offset)).verify(sample().raw(), Map.of());
        if (accepted) {
            assertAccepted(verdict, "AKID");
        } else {
            assertRefused(verdict, Reason.EXPIRED, "more than 300 s");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "now, BAD_DATE",
        "'', BAD_DATE",
        "1551113065.5, BAD_DATE",
        "99999999999999999999, BAD_DATE",
        "0, EXPIRED",
        "9223372036854775807, EXPIRED",
        "-9223372036854775808, EXPIRED",
        "-9223372035303662743, EXPIRED"
    })
    void readsTheTimestamp(String timestamp, Reason reason) {
        assertRefused(verify(sample().header("X-TC-Timestamp", timestamp)), reason);
    }

    @Test
    void tellsWhatIsMissingOrWrong() {
        assertRefused(verify(sample().without("X-TC-Timestamp")), Reason.MISSING_DATE);
        assertRefused(
                verify(authorize(sample(), "AKID/2019-02-26/cvm/tc3_request", "content-type;host", HOST_SIGNED)),
                Reason.BAD_SCOPE,
                "is on 2019-02-25");
        assertRefused(
                verify(authorize(sample(), "AKIE" + SCOPE, "content-type;host", HOST_SIGNED)), Reason.UNKNOWN_KEY);
        assertRefused(verify(authorize(sample(), SCOPE, "content-type;host", HOST_SIGNED)), Reason.MISSING_KEY_ID);
        assertRefused(
                verify(authorize(sample(), "A ID" + SCOPE, "content-type;host", HOST_SIGNED)), Reason.INVALID_KEY_ID);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Basic QUtJRDpzZWNyZXQ=",
                "TC3-HMAC-SHA256",
                "TC3-HMAC-SHA256 Credential=AKID/2019-02-25/cvm/tc3_request, Signature=0b",
                "TC3-HMAC-SHA256 Credential=AKID/2019-02-25/cvm/tc3_request, SignedHeaders=host",
                "TC3-HMAC-SHA256 Credential=AKID/2019-02-25/cvm, SignedHeaders=host, Signature=0b",
                "TC3-HMAC-SHA256 Credential=AKID/tc3_request, SignedHeaders=host, Signature=0b"
            })
    void refusesOtherFormsOfAuthorization(String authorization) {
        assertRefused(
                verify(sample().header("Authorization", authorization)),
                Reason.MALFORMED_AUTHORIZATION,
                "Credential=<SecretId>/<yyyy-MM-dd>/<service>/tc3_request");
    }

    @Test
    void fieldsOfAuthorizationMayBeSpacedAndOrderedOtherwise() {
        String authorization = "TC3-HMAC-SHA256 Signature=" + HOST_SIGNED + ",Credential=AKID" + SCOPE
                + " ,  SignedHeaders=content-type;host";
        assertAccepted(verify(sample().header("Authorization", authorization)), "AKID");
    }

    @Test
    void requestsThatSkipSigningAreAnonymous() {
        assertThat(verify(sample().without("Authorization"))).isEqualTo(Verdict.ANONYMOUS);
        assertThat(verify(sample().header("Authorization", "SKIP"))).isEqualTo(Verdict.ANONYMOUS);
    }

    private Verdict verify(SampleRequest request) {
        return signature.verify(request.raw(), Map.of());
    }

    private void assertMismatch(SampleRequest request) {
        assertRefused(verify(request), Reason.SIGNATURE_MISMATCH);
    }

    private static ClsSignature signature(String secret, Instant now) {
        return new ClsSignature(Keys.only("AKID", secret), InstantSource.fixed(now), AcceptedSignatures.ALL);
    }

    private static SampleRequest sample() {
        SampleRequest request = SampleRequest.of("POST", "/")
                .header("Host", "cvm.tencentcloudapi.com")
                .header("Content-Type", "application/json; charset=utf-8")
                .header("X-TC-Action", "DescribeInstances")
                .header("X-TC-Timestamp", "1551113065")
                .body("{\"Limit\": 1, \"Filters\": [{\"Values\": [\"\\u672a\\u547d\\u540d\"], \"Name\":"
                        + " \"instance-name\"}]}");
        return authorize(request, "AKID" + SCOPE, "content-type;host", HOST_SIGNED);
    }

    private static SampleRequest authorize(SampleRequest request, String credential, String headers, String signature) {
        return request.header(
                "Authorization",
                "TC3-HMAC-SHA256 Credential=" + credential + ", SignedHeaders=" + headers + ", Signature=" + signature);
    }
}
