package io.shardbeat.cls.signature;

import static io.shardbeat.testkit.Verdicts.assertAccepted;
import static io.shardbeat.testkit.Verdicts.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.security.AcceptedSignatures;
import io.shardbeat.security.Verdict;
import io.shardbeat.security.Verdict.Reason;
import io.shardbeat.security.signature.Hmac;
import io.shardbeat.testkit.Keys;
import io.shardbeat.testkit.wire.SampleRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The request is the sample of "Signature v1" in the API reference; its signature was computed independently. */
class V1SignatureTest {
    private static final String SECRET = "*".repeat(32);
    private static final String ID = "AKID" + SECRET;
    private static final Instant NOW = Instant.ofEpochSecond(1465185768);
    private static final SampleRequest GET = SampleRequest.of("GET", "/").header("Host", "cvm.tencentcloudapi.com");

    private final ClsSignature signature = signature(NOW);

    @Test
    void acceptsTheSample() {
        assertAccepted(signature.verify(GET.raw(), sample()), ID);
    }

    @Test
    void theHostMayBeSignedWithoutItsPort() {
        assertAccepted(
                signature.verify(
                        GET.header("Host", "cvm.tencentcloudapi.com:8080").raw(), sample()),
                ID);
    }

    @ParameterizedTest
    @CsvSource({"HmacSHA1, SHA1", "HmacSHA256, SHA256"})
    void theMethodMayBeNamed(String method, Hmac hmac) {
        String text = "POST127.0.0.1:8080/?Action=A&SecretId=" + ID + "&SignatureMethod=" + method
                + "&Text=a b&=\u00e9*&Timestamp=1465185768";
        Map<String, String> parameters = signed(hmac, text, "SignatureMethod", method, "Text", "a b&=\u00e9*");
        SampleRequest request = GET.method("POST").header("Host", "127.0.0.1:8080");
        assertAccepted(signature.verify(request.raw(), parameters), ID);
        parameters.put("Text", "a+b&=\u00e9*");
        assertRefused(signature.verify(request.raw(), parameters), Reason.SIGNATURE_MISMATCH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x_y_z", "x.y.z"})
    void underscoresInNamesMayBeSignedAsDots(String signedName) {
        String text =
                "GETcvm.tencentcloudapi.com/?Action=A&SecretId=" + ID + "&Timestamp=1465185768&" + signedName + "=a_b";
        assertAccepted(signature.verify(GET.raw(), signed(Hmac.SHA1, text, "x_y_z", "a_b")), ID);
    }

    @Test
    void temporaryKeysTakeOneOfTheirTokens() {
        ClsSignature temporary =
                new ClsSignature(Keys.only(ID, SECRET, "t1"), InstantSource.fixed(NOW), AcceptedSignatures.ALL);
        String text = "GETcvm.tencentcloudapi.com/?Action=A&SecretId=" + ID + "&Timestamp=1465185768&Token=t1";
        assertAccepted(temporary.verify(GET.raw(), signed(Hmac.SHA1, text, "Token", "t1")), ID);
        assertRefused(temporary.verify(GET.raw(), sample()), Reason.BAD_TOKEN);
        assertRefused(signature.verify(GET.raw(), signed(Hmac.SHA1, text, "Token", "t1")), Reason.BAD_TOKEN);
    }

    @ParameterizedTest
    @CsvSource({
        "Limit, 21, SIGNATURE_MISMATCH",
        "New, '', SIGNATURE_MISMATCH",
        "Timestamp, 1465185769, SIGNATURE_MISMATCH",
        "Timestamp, 1465185000, EXPIRED",
        "Timestamp, soon, BAD_DATE",
        "Timestamp, , MISSING_DATE",
        "SecretId, AKIE, UNKNOWN_KEY",
        "SecretId, , MISSING_KEY_ID",
        "SecretId, a/b, INVALID_KEY_ID",
        "SignatureMethod, HmacMD5, INVALID_SIGNATURE_METHOD",
        "SignatureMethod, HmacSHA256, SIGNATURE_MISMATCH",
        "Signature, x, SIGNATURE_MISMATCH",
        "Signature, '', MISSING_SIGNATURE",
        "Signature, , MISSING_SIGNATURE"
    })
    void tellsWhatIsMissingOrWrong(String name, String value, Reason reason) {
        Map<String, String> parameters = sample();
        if (value == null) {
            parameters.remove(name);
        } else {
            parameters.put(name, value);
        }
        assertRefused(signature.verify(GET.raw(), parameters), reason);
    }

    @Test
    void whateverIsSignedCannotBeChanged() {
        assertRefused(signature.verify(GET.method("POST").raw(), sample()), Reason.SIGNATURE_MISMATCH);
        assertRefused(signature.verify(GET.path("/x").raw(), sample()), Reason.SIGNATURE_MISMATCH);
        assertRefused(
                signature.verify(GET.header("Host", "cls.tencentcloudapi.com").raw(), sample()),
                Reason.SIGNATURE_MISMATCH);
        assertRefused(signature.verify(GET.without("Host").raw(), sample()), Reason.MISSING_HOST);
        ClsSignature other = new ClsSignature(Keys.only(ID, "hush"), InstantSource.fixed(NOW), AcceptedSignatures.ALL);
        assertRefused(other.verify(GET.raw(), sample()), Reason.SIGNATURE_MISMATCH, "HmacSHA1");
    }

    @Test
    void parametersWithoutAnySignatureAreAnonymous() {
        assertThat(signature.verify(GET.raw(), Map.of("Action", "A"))).isEqualTo(Verdict.ANONYMOUS);
    }

    @Test
    void expiresAfter300Seconds() {
        assertAccepted(signature(NOW.plusSeconds(300)).verify(GET.raw(), sample()), ID);
        assertRefused(signature(NOW.plusSeconds(301)).verify(GET.raw(), sample()), Reason.EXPIRED);
    }

    private static ClsSignature signature(Instant now) {
        return new ClsSignature(Keys.only(ID, SECRET), InstantSource.fixed(now), AcceptedSignatures.ALL);
    }

    private static Map<String, String> sample() {
        return new HashMap<>(Map.of(
                "Action", "DescribeInstances",
                "InstanceIds.0", "ins-09dx96dg",
                "Limit", "20",
                "Nonce", "11886",
                "Offset", "0",
                "Region", "ap-guangzhou",
                "SecretId", ID,
                "Timestamp", "1465185768",
                "Version", "2017-03-12",
                "Signature", "7RAM2xfNMO9EiVTNmPg06MRnCvQ="));
    }

    /** A request of the given parameters and the few every one has, signed over {@code text}. */
    private static Map<String, String> signed(Hmac hmac, String text, String... parameters) {
        Map<String, String> all = new HashMap<>(Map.of("Action", "A", "SecretId", ID, "Timestamp", "1465185768"));
        for (int i = 0; i < parameters.length; i += 2) {
            all.put(parameters[i], parameters[i + 1]);
        }
        byte[] mac = hmac.of(SECRET.getBytes(StandardCharsets.UTF_8), text);
        all.put("Signature", Base64.getEncoder().encodeToString(mac));
        return all;
    }
}
