package io.shardbeat.sls.signature;

import static io.shardbeat.testkit.Verdicts.assertAccepted;
import static io.shardbeat.testkit.Verdicts.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.security.AcceptedSignatures;
import io.shardbeat.security.AccessKeys;
import io.shardbeat.security.Verdict;
import io.shardbeat.security.Verdict.Reason;
import io.shardbeat.security.Verdict.Refused;
import io.shardbeat.testkit.Keys;
import io.shardbeat.testkit.wire.SampleRequest;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signatures were recorded from the official Java and Python clients and recomputed independently. */
class SlsV1SignatureTest {
    private static final Instant NOW = Instant.parse("2026-11-21T20:32:10Z");
    private static final String JAVA_CONSUMER = "c%201%2B%C3%A9%2A%7E%2F%25%26%3D";
    private static final String PYTHON_CONSUMER = "c+1%2B%C3%A9%2A~%2F%25%26%3D";

    private final SlsSignature signature = signature(Keys.only("ak1", "sk1"), NOW);

    @Test
    void acceptsHeartbeatOfJavaClient() {
        assertAccepted(signature.verify(heartbeat().raw()), "ak1");
    }

    /** As the Node client signs, which no page documents. */
    @Test
    void theDigestMayBeSha256() {
        SampleRequest request = heartbeat().header("x-log-signaturemethod", "hmac-sha256");
        String signature256 = "Kajup2fjE7cXaoZqggeNXzvolZ9FuYHbxaHc/JPItbs=";
        assertAccepted(signature.verify(authorize(request, signature256).raw()), "ak1");
        assertMismatch(authorize(heartbeat(), signature256));
        assertMismatch(request);
    }

    /** The Node client sends an empty digest where there is no body. */
    @Test
    void anEmptyDigestIsNone() {
        SampleRequest list = SampleRequest.of("GET", "/logstores/ls-px/consumergroups")
                .header("x-log-apiversion", "0.6.0")
                .header("x-log-bodyrawsize", "0")
                .header("x-log-signaturemethod", "hmac-sha256")
                .header("Content-MD5", "")
                .header("Date", "Sat, 21 Nov 2026 20:32:10 GMT");
        assertAccepted(
                signature.verify(authorize(list, "VD5vgQ8rjYozVJlKsiTmldWJaYB/AK1pdDSHytDva8E=")
                        .raw()),
                "ak1");
    }

    @ParameterizedTest
    @ValueSource(strings = {JAVA_CONSUMER, PYTHON_CONSUMER})
    void signsTheDecodedQueryHoweverItWasEncoded(String consumer) {
        SampleRequest request = heartbeat("ls-px", consumer, "094DE253307E1AE5EE0E9F3A5668A458", "[1,0]");
        assertAccepted(
                signature.verify(
                        authorize(request, "wVUYpcohsle3pOhq76+6vixGCYA=").raw()),
                "ak1");
    }

    @Test
    void theOrderOfTheQueryDoesNotMatter() {
        assertAccepted(
                signature.verify(heartbeat().query("type=heartbeat&consumer=c1").raw()), "ak1");
    }

    @Test
    void signsTheSecurityTokenOfTemporaryCredentials() {
        SlsSignature temporary = signature(Keys.only("ak1", "sk1", "other", "TOK/+=="), NOW);
        assertAccepted(temporary.verify(withToken().raw()), "ak1");
        assertRefused(
                temporary.verify(
                        withToken().header("x-acs-security-token", "other").raw()),
                Reason.SIGNATURE_MISMATCH);
    }

    @Test
    void tokensMustBeThoseOfTheKey() {
        assertRefused(signature.verify(withToken().raw()), Reason.BAD_TOKEN, "none of those");
        SlsSignature temporary = signature(Keys.only("ak1", "sk1", "TOK"), NOW);
        assertRefused(temporary.verify(heartbeat().raw()), Reason.BAD_TOKEN, "carries no security token");
    }

    @Test
    void keepsTheEqualsSignOfAnEmptyValue() {
        String body = "{\"checkpoint\":\"MTQ0NzI5OTYwNw==\",\"shard\":0}";
        SampleRequest request = common(SampleRequest.of(
                        "POST", "/logstores/ls-px/consumergroups/g1?consumer=&forceSuccess=true&type=checkpoint"))
                .header("Content-MD5", Md5.of(body))
                .body(body);
        assertAccepted(
                signature.verify(
                        authorize(request, "Tcy5HBeokBWmVYsJgeCpcsBXT4E=").raw()),
                "ak1");
        assertAccepted(
                signature.verify(authorize(request, "Tcy5HBeokBWmVYsJgeCpcsBXT4E=")
                        .query("consumer&forceSuccess=true&type=checkpoint")
                        .raw()),
                "ak1");
    }

    /** Trap 4: or every call of Python fails. */
    @Test
    void leavesOutTheDatePythonAddsAfterSigning() {
        String date = "Sat, 21 Nov 2026 20:35:00 GMT";
        SampleRequest request = heartbeat("py-v1", PYTHON_CONSUMER, Md5.of("[1, 0]"), "[1, 0]")
                .without("x-log-bodyrawsize")
                .header("Date", date)
                .header("x-log-date", date);
        assertAccepted(
                signature.verify(
                        authorize(request, "sa+ewQDlVfCgBwgM2e5Z79uPmaI=").raw()),
                "ak1");
    }

    @Test
    void logDateTakesThePlaceOfAMissingDate() {
        SampleRequest request = heartbeat().without("Date").header("x-log-date", "Sat, 21 Nov 2026 20:32:10 GMT");
        assertAccepted(signature.verify(request.raw()), "ak1");
    }

    @Test
    void namesOfHeadersMayBeWrittenAsGoDoes() {
        SampleRequest request = heartbeat().without("x-log-apiversion").header("X-Log-Apiversion", "0.6.0");
        assertAccepted(signature.verify(request.raw()), "ak1");
    }

    @Test
    void whateverIsSignedCannotBeChanged() {
        assertMismatch(heartbeat().method("PUT"));
        assertMismatch(heartbeat().path("/logstores/ls-px/consumergroups/g2"));
        assertMismatch(heartbeat().query("consumer=c2&type=heartbeat"));
        assertMismatch(heartbeat().query("consumer=c1&type=heartbeat&a="));
        assertMismatch(heartbeat().query(null));
        assertMismatch(heartbeat().header("Content-Type", "text/plain"));
        assertMismatch(heartbeat().header("x-log-new", "1"));
        assertMismatch(heartbeat().header("Date", "Sat, 21 Nov 2026 20:32:11 GMT"));
        assertMismatch(heartbeat().header("Content-MD5", Md5.of("[1]")).body("[1]"));
        assertMismatch(heartbeat().without("Content-MD5").body("[1]"));
    }

    @Test
    void theBodyMustHaveTheSignedDigest() {
        assertRefused(signature.verify(heartbeat().body("[1]").raw()), Reason.BODY_DIGEST_MISMATCH, "3 bytes");
    }

    @Test
    void aSecondHeaderOfANameDoesNotCount() {
        assertAccepted(
                signature.verify(heartbeat().addHeader("x-log-apiversion", "1").raw()), "ak1");
    }

    @Test
    void refusesAnotherSecretWithoutTellingTheRightSignature() {
        Verdict verdict =
                signature(Keys.only("ak1", "hush"), NOW).verify(heartbeat().raw());
        assertRefused(verdict, Reason.SIGNATURE_MISMATCH, "'ak1'");
        assertThat(((Refused) verdict).message()).doesNotContain("hush").doesNotContain("=");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-21T20:17:10Z, true",
        "2026-11-21T20:17:09Z, false",
        "2026-11-21T20:47:10Z, true",
        "2026-11-21T20:47:11Z, false"
    })
    void acceptsUpTo15MinutesEitherWay(Instant now, boolean accepted) {
        Verdict verdict =
                signature(Keys.only("ak1", "sk1"), now).verify(heartbeat().raw());
        if (accepted) {
            assertAccepted(verdict, "ak1");
        } else {
            assertRefused(verdict, Reason.EXPIRED, "more than 900 s");
        }
    }

    @Test
    void aFreshLogDateDoesNotRenewAnOldRequest() {
        SampleRequest replayed = heartbeat().header("x-log-date", "Sun, 22 Nov 2026 20:32:10 GMT");
        SlsSignature nextDay = signature(Keys.only("ak1", "sk1"), NOW.plusSeconds(86_400));
        assertRefused(nextDay.verify(replayed.raw()), Reason.EXPIRED, "Date is");
        assertRefused(signature.verify(replayed.raw()), Reason.EXPIRED, "x-log-date is");
    }

    @Test
    void tellsWhatIsMissingOrWrong() {
        assertRefused(signature.verify(heartbeat().without("Date").raw()), Reason.MISSING_DATE);
        assertRefused(signature.verify(heartbeat().header("Date", "today").raw()), Reason.BAD_DATE, "'today'");
        assertRefused(
                signature.verify(heartbeat().without("x-log-apiversion").raw()), Reason.MISSING_API_VERSION, "0.6.0");
        assertRefused(
                signature.verify(heartbeat().header("x-log-apiversion", "0.1").raw()), Reason.INVALID_API_VERSION);
        assertRefused(
                signature.verify(heartbeat().without("x-log-signaturemethod").raw()), Reason.MISSING_SIGNATURE_METHOD);
        assertRefused(
                signature.verify(
                        heartbeat().header("x-log-signaturemethod", "md5").raw()),
                Reason.INVALID_SIGNATURE_METHOD,
                "hmac-sha1");
    }

    @ParameterizedTest
    @CsvSource({
        "LOG ak1, MALFORMED_AUTHORIZATION",
        "Bearer ak1:sk1, MALFORMED_AUTHORIZATION",
        "log ak1:x, MALFORMED_AUTHORIZATION",
        "'', MALFORMED_AUTHORIZATION",
        "LOG ak1:, MISSING_SIGNATURE",
        "LOG :x, MISSING_KEY_ID",
        "LOG a/k:x, INVALID_KEY_ID",
        "LOG ak2:x, UNKNOWN_KEY",
        "LOG ak1:x, SIGNATURE_MISMATCH"
    })
    void readsAuthorization(String authorization, Reason reason) {
        assertRefused(
                signature.verify(
                        heartbeat().header("Authorization", authorization).raw()),
                reason);
    }

    @Test
    void requestsWithoutAuthorizationAreAnonymous() {
        assertThat(signature.verify(heartbeat().without("Authorization").raw())).isEqualTo(Verdict.ANONYMOUS);
    }

    @Test
    void weakFormsAreRefusedWhereSettingsSaySo() {
        assertRefused(
                accepting(new AcceptedSignatures(false, true, true, true))
                        .verify(heartbeat().raw()),
                Reason.NOT_ACCEPTED);
        assertRefused(
                accepting(new AcceptedSignatures(true, true, false, true))
                        .verify(heartbeat().raw()),
                Reason.NOT_ACCEPTED);
        SlsSignature whole = accepting(new AcceptedSignatures(true, true, true, false));
        assertAccepted(whole.verify(heartbeat().raw()), "ak1");
        assertRefused(whole.verify(heartbeat().without("Content-MD5").raw()), Reason.NOT_ACCEPTED);
    }

    private static SlsSignature accepting(AcceptedSignatures accepted) {
        return new SlsSignature(Keys.only("ak1", "sk1"), InstantSource.fixed(NOW), accepted);
    }

    private void assertMismatch(SampleRequest request) {
        assertRefused(signature.verify(request.raw()), Reason.SIGNATURE_MISMATCH);
    }

    private static SlsSignature signature(AccessKeys keys, Instant now) {
        return new SlsSignature(keys, InstantSource.fixed(now), AcceptedSignatures.ALL);
    }

    private static SampleRequest heartbeat() {
        return authorize(
                heartbeat("ls-px", "c1", "D751713988987E9331980363E24189CE", "[]"), "wQ2I5PIHYOBpg9VY6Ew/ca17Hp0=");
    }

    private static SampleRequest withToken() {
        SampleRequest request = heartbeat("ls-sts", JAVA_CONSUMER, "094DE253307E1AE5EE0E9F3A5668A458", "[1,0]");
        return authorize(request.header("x-acs-security-token", "TOK/+=="), "qAYMUvhkEo/leEz+6O9FBv5jhc0=");
    }

    private static SampleRequest heartbeat(String logstore, String consumer, String md5, String body) {
        return common(SampleRequest.of(
                        "POST",
                        "/logstores/" + logstore + "/consumergroups/g1?consumer=" + consumer + "&type=heartbeat"))
                .header("Content-MD5", md5)
                .body(body);
    }

    private static SampleRequest common(SampleRequest request) {
        return request.header("x-log-apiversion", "0.6.0")
                .header("x-log-bodyrawsize", "0")
                .header("x-log-signaturemethod", "hmac-sha1")
                .header("Content-Type", "application/json")
                .header("Date", "Sat, 21 Nov 2026 20:32:10 GMT");
    }

    private static SampleRequest authorize(SampleRequest request, String signature) {
        return request.header("Authorization", "LOG ak1:" + signature);
    }
}
