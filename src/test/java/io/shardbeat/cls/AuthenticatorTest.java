package io.shardbeat.cls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.shardbeat.cls.call.Caller;
import io.shardbeat.cls.wire.ClsException;
import io.shardbeat.security.AccessRules;
import io.shardbeat.security.AuthMode;
import io.shardbeat.security.Verdict;
import io.shardbeat.security.Verdict.Reason;
import io.shardbeat.security.Verdict.Refused;
import io.shardbeat.testkit.cls.Tc3Signer;
import io.shardbeat.testkit.wire.SampleRequest;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticatorTest {
    private static final String DESCRIBE = "{\"LogsetId\":\"L\"}";
    private static final SampleRequest UNSIGNED = ClsServer.post("DescribeConsumerGroups", DESCRIBE);

    private final ClsServer required = new ClsServer();
    private final ClsServer optional = new ClsServer("auth.mode", "optional");

    @ParameterizedTest
    @ValueSource(strings = {"", "SKIP"})
    void theUnsignedAreServedUnlessSignaturesAreRequired(String authorization) {
        SampleRequest request = authorization.isEmpty() ? UNSIGNED : UNSIGNED.header("Authorization", authorization);
        assertThat(required.code(request)).isEqualTo("AuthFailure.InvalidAuthorization");
        assertThat(optional.code(request)).isEmpty();
        assertThat(ClsServer.open().code(request)).isEmpty();
    }

    @Test
    void aBadSignatureIsRefusedWhereverSignaturesAreLookedAt() {
        SampleRequest request = Tc3Signer.sign(UNSIGNED, ClsServer.KEY, "wrong", Instant.now());
        assertThat(required.code(request)).isEqualTo("AuthFailure.SignatureFailure");
        assertThat(optional.code(request)).isEqualTo("AuthFailure.SignatureFailure");
        assertThat(ClsServer.open().code(request)).isEmpty();
    }

    @Test
    void aGoodSignatureIsGood() {
        SampleRequest request = Tc3Signer.sign(UNSIGNED, ClsServer.KEY, ClsServer.SECRET, Instant.now());
        assertThat(required.code(request)).isEmpty();
        assertThat(optional.code(request)).isEmpty();
    }

    /** Trap 7.4: two requests in one second are equal to the last byte. */
    @Test
    void theSameRequestMayComeTwice() {
        SampleRequest request = Tc3Signer.sign(UNSIGNED, ClsServer.KEY, ClsServer.SECRET, Instant.now());
        assertThat(required.code(request)).isEmpty();
        assertThat(required.code(request)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SendConsumerHeartbeat",
                "CreateConsumerGroup",
                "ModifyConsumerGroup",
                "DescribeConsumerGroups",
                "DeleteConsumerGroup"
            })
    void aKeyMayOnlyUseItsLogsets(String action) {
        String json = "{\"ConsumerGroup\":\"g\",\"Consumer\":\"c\",\"LogsetId\":\"M\",\"Topics\":[\"t\"],"
                + "\"TopicPartitionsInfo\":[]}";
        SampleRequest request =
                Tc3Signer.signWithAction(ClsServer.post(action, json), ClsServer.KEY, ClsServer.SECRET, Instant.now());
        JsonNode error = required.ask(request).path("Error");
        assertThat(error.path("Code").asText()).isEqualTo("AuthFailure.UnauthorizedOperation");
        assertThat(error.path("Message").asText()).isEqualTo("SecretId AKID may not use logset M");
        assertThat(optional.code(request)).isEqualTo("AuthFailure.UnauthorizedOperation");
        assertThat(required.store.beats.size() + optional.store.beats.size()).isZero();
    }

    /** Nobody learns from the parser what the signature did not let in. */
    @Test
    void signaturesAreVerifiedBeforeArgumentsAreRead() {
        assertThat(required.code(ClsServer.post("DescribeConsumerGroups", "{"))).startsWith("AuthFailure");
    }

    @ParameterizedTest
    @CsvSource({
        "MALFORMED_AUTHORIZATION, AuthFailure.InvalidAuthorization",
        "MISSING_SIGNATURE, AuthFailure.InvalidAuthorization",
        "INVALID_SIGNATURE_METHOD, AuthFailure.InvalidAuthorization",
        "MISSING_HOST, AuthFailure.InvalidAuthorization",
        "MISSING_KEY_ID, AuthFailure.InvalidSecretId",
        "INVALID_KEY_ID, AuthFailure.InvalidSecretId",
        "UNKNOWN_KEY, AuthFailure.SecretIdNotFound",
        "MISSING_DATE, AuthFailure.SignatureExpire",
        "BAD_DATE, AuthFailure.SignatureExpire",
        "EXPIRED, AuthFailure.SignatureExpire",
        "BAD_SCOPE, AuthFailure.SignatureFailure",
        "SIGNATURE_MISMATCH, AuthFailure.SignatureFailure",
        "BAD_TOKEN, AuthFailure.TokenFailure"
    })
    void eachReasonHasItsCode(Reason reason, String code) {
        assertThatThrownBy(() -> caller(new Refused(reason, "because")))
                .isInstanceOfSatisfying(
                        ClsException.class, e -> assertThat(e.error().code()).isEqualTo(code))
                .hasMessage("because");
    }

    @ParameterizedTest
    @EnumSource(Reason.class)
    void everyReasonIsAnAuthFailure(Reason reason) {
        assertThatThrownBy(() -> caller(new Refused(reason, "because")))
                .isInstanceOfSatisfying(
                        ClsException.class, e -> assertThat(e.error().code()).startsWith("AuthFailure."));
    }

    private static Caller caller(Verdict verdict) {
        return new Authenticator(new AccessRules(AuthMode.REQUIRED, id -> null), (request, parameters) -> verdict)
                .caller(UNSIGNED.raw(), Map.of());
    }
}
