package io.shardbeat.admin.request;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shardbeat.security.AccessKey;
import io.shardbeat.security.AccessRules;
import io.shardbeat.security.AuthMode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdminAccessTest {
    private static final Map<String, AccessKey> KEYS = Map.of(
            "root", new AccessKey("root", "s3:cret é", Set.of(), List.of("admin")),
            "reader", new AccessKey("reader", "look", Set.of(), List.of("sls:shop", "admin:read")),
            "client", new AccessKey("client", "beat", Set.of(), List.of("sls:*", "cls:*")),
            "passing", new AccessKey("passing", "by", Set.of("token"), List.of("admin")));

    @ParameterizedTest
    @ValueSource(strings = {"Bearer root:s3:cret é", "bearer reader:look", "BEARER  reader:look"})
    void aBearerTokenIsIdColonSecret(String authorization) {
        assertThatCode(() -> access(AuthMode.REQUIRED).check(authorization, false, true))
                .doesNotThrowAnyException();
    }

    @Test
    void basicDoesAsWell() {
        assertThatCode(() -> access(AuthMode.REQUIRED).check(basic("root:s3:cret é"), false, true))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @EnumSource(
            value = AuthMode.class,
            names = {"REQUIRED", "OPTIONAL"})
    void whatIsSentIsVerified(AuthMode mode) {
        assertRefused(mode, "Bearer root:wrong", AdminError.UNAUTHORIZED);
        assertRefused(mode, "Bearer nobody:look", AdminError.UNAUTHORIZED);
        assertRefused(mode, "Bearer nobody:no key", AdminError.UNAUTHORIZED);
        assertRefused(mode, "Bearer reader", AdminError.UNAUTHORIZED);
        assertRefused(mode, "Bearer ", AdminError.UNAUTHORIZED);
        assertRefused(mode, "", AdminError.UNAUTHORIZED);
        assertRefused(mode, "Basic ???", AdminError.UNAUTHORIZED);
        assertRefused(mode, "LOG client:signature", AdminError.UNAUTHORIZED);
        assertRefused(mode, basic("reader:"), AdminError.UNAUTHORIZED);
    }

    @Test
    void aWrongSecretAndAnUnknownIdAreAnsweredAlike() {
        assertThatThrownBy(() -> access(AuthMode.REQUIRED).check("Bearer root:wrong", false, true))
                .hasMessage(messageOf("Bearer nobody:wrong"));
    }

    @Test
    void aTemporaryKeyIsOfNoUseWithoutItsToken() {
        assertRefused(AuthMode.REQUIRED, "Bearer passing:by", AdminError.UNAUTHORIZED);
    }

    @Test
    void aClientsKeyIsNotForOperators() {
        assertRefused(AuthMode.REQUIRED, "Bearer client:beat", AdminError.FORBIDDEN);
    }

    @Test
    void anonymousReadsDependOnTheMode() {
        assertRefused(AuthMode.REQUIRED, null, AdminError.UNAUTHORIZED);
        assertThatCode(() -> access(AuthMode.OPTIONAL).check(null, false, true)).doesNotThrowAnyException();
        assertThatCode(() -> access(AuthMode.OFF).check("Bearer root:wrong", false, true))
                .doesNotThrowAnyException();
    }

    @Test
    void whoHasNoKeyChangesThingsFromThisMachineOnly() {
        assertThatCode(() -> access(AuthMode.OPTIONAL).check(null, true, true)).doesNotThrowAnyException();
        assertThatThrownBy(() -> access(AuthMode.OPTIONAL).check(null, true, false))
                .hasMessageContaining("localhost");
        assertThatCode(() -> access(AuthMode.OPTIONAL).check(null, false, false))
                .doesNotThrowAnyException();
    }

    private static AdminAccess access(AuthMode mode) {
        return new AdminAccess(new AccessRules(mode, KEYS::get));
    }

    private static String basic(String credentials) {
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }

    private static void assertRefused(AuthMode mode, String authorization, AdminError error) {
        assertThatThrownBy(() -> access(mode).check(authorization, false, true))
                .isInstanceOfSatisfying(
                        AdminException.class,
                        refused -> org.assertj.core.api.Assertions.assertThat(refused.error())
                                .isEqualTo(error));
    }

    private static String messageOf(String authorization) {
        try {
            access(AuthMode.REQUIRED).check(authorization, false, true);
        } catch (AdminException e) {
            return e.text();
        }
        throw new AssertionError("was let in");
    }
}
