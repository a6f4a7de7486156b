package io.shardbeat.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Variables become the keys that docs/operations.md lists; what cannot be one is named. */
class TlsEnvironmentTest {
    @ParameterizedTest
    @CsvSource({
        "QUARKUS_TLS_CLIENTS_KEY_STORE_PEM_0_CERT, quarkus.tls.clients.key-store.pem.0.cert",
        "QUARKUS_TLS_CLIENTS_KEY_STORE_PEM_0_KEY, quarkus.tls.clients.key-store.pem.0.key",
        "QUARKUS_TLS_KEY_STORE_PEM_A_CERT, quarkus.tls.key-store.pem.a.cert",
        "QUARKUS_TLS_CLIENTS_RELOAD_PERIOD, quarkus.tls.clients.reload-period",
        "QUARKUS_TLS_RELOAD_PERIOD, quarkus.tls.reload-period",
        "QUARKUS_TLS_MY_REDIS_TRUST_STORE_PEM_CERTS, quarkus.tls.my_redis.trust-store.pem.certs",
        "QUARKUS_TLS_REDIS_TRUST_STORE_P12_PATH, quarkus.tls.redis.trust-store.p12.path",
        "QUARKUS_TLS_X_KEY_STORE_P12_ALIAS_PASSWORD, quarkus.tls.x.key-store.p12.alias-password",
        "QUARKUS_TLS__CLIENTS__KEY_STORE_PEM__0__CERT, quarkus.tls.clients.key-store.pem.0.cert",
        "QUARKUS_TLS_CLIENTS_KEY_STORE_PEM__A__KEY, quarkus.tls.clients.key-store.pem.a.key",
        "QUARKUS_TLS__CLIENTS__RELOAD_PERIOD, quarkus.tls.clients.reload-period",
        "QUARKUS_TLS__MY_REDIS__TRUST_STORE_PEM_CERTS, quarkus.tls.my_redis.trust-store.pem.certs",
        "QUARKUS_TLS_X_HOSTNAME_VERIFICATION_ALGORITHM, quarkus.tls.x.hostname-verification-algorithm",
    })
    void aVariableIsItsKey(String variable, String key) {
        TlsEnvironment source = new TlsEnvironment(Map.of(variable, "value", "QUARKUS_TLSX", "", "PATH", "x"));
        assertThat(source.getPropertyNames()).containsExactly(key);
        assertThat(source.getValue(key)).isEqualTo("value");
        assertThat(source.unknown()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"QUARKUS_TLS_CLIENTS_KEY_STORE_PEM_CERT", "QUARKUS_TLS_CLIENTS_CERT", "QUARKUS_TLS_X_RELOAD_PERIODS"})
    void whatIsNoKeyIsNamed(String variable) {
        TlsEnvironment source = new TlsEnvironment(Map.of(variable, "value"));
        assertThat(source.getPropertyNames()).isEmpty();
        assertThat(source.unknown()).containsExactly(variable);
    }

    @Test
    void otherSourcesAreNotHidden() {
        assertThat(new TlsEnvironment(Map.of()).getValue("quarkus.tls.clients.reload-period"))
                .isNull();
    }
}
