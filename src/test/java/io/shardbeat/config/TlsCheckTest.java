package io.shardbeat.config;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.tls.BaseTlsConfiguration;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.PemKeyCertOptions;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever counts on HTTPS has it, or no node. */
class TlsCheckTest {
    private static final String CERTIFICATE = "quarkus.tls.clients.key-store.pem.0.cert";

    @ParameterizedTest
    @CsvSource({
        "quarkus.http.tls-configuration-name, clients",
        "quarkus.http.ssl-port, 8443",
        "quarkus.http.ssl-host, 0.0.0.0",
        "quarkus.http.insecure-requests, disabled",
        "quarkus.http.insecure-requests, redirect",
    })
    void whatSaysThatHttpsIsServedNeedsACertificate(String key, String value) {
        assertThatThrownBy(() -> check(Map.of(key, value)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(key)
                .hasMessageContaining("key-store");
    }

    @Test
    void aCertificateThatNobodyUsesWasMeantForSomebody() {
        assertThatThrownBy(() -> check(Map.of(CERTIFICATE, "tls.crt")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("quarkus.tls.clients.key-store")
                .hasMessageContaining("quarkus.http.tls-configuration-name=clients");
        assertThatThrownBy(() -> check(Map.of(CERTIFICATE, "tls.crt", "quarkus.redis.tls-configuration-name", "redis")))
                .isInstanceOf(ConfigurationException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "quarkus.http.tls-configuration-name",
        "quarkus.management.tls-configuration-name",
        "quarkus.redis.tls-configuration-name",
        "shardbeat.upstream.tls-configuration-name",
        "QUARKUS_REDIS_TLS_CONFIGURATION_NAME",
    })
    void oneThatSomebodyUsesWillDo(String key) {
        assertThatCode(() -> check(Map.of(CERTIFICATE, "tls.crt", key, "clients")))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "quarkus.http.insecure-requests, enabled",
        "quarkus.tls.redis.trust-store.pem.certs, ca.crt",
        "quarkus.tls.clients.reload-period, 1m",
        "quarkus.tls.key-store.pem.0.cert, tls.crt",
    })
    void whatPromisesNothingIsNoMatter(String key, String value) {
        assertThatCode(() -> check(Map.of(key, value))).doesNotThrowAnyException();
    }

    private static void check(Map<String, String> settings) {
        Config config = new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(settings, "test", 300))
                .build();
        new TlsCheck(config, new Registry(settings), Vertx.vertx()).check(Set.of());
    }

    /** Has what the settings give a key store. */
    private static final class Registry implements TlsConfigurationRegistry {
        private final Map<String, TlsConfiguration> known = new HashMap<>();

        Registry(Map<String, String> settings) {
            if (settings.containsKey(CERTIFICATE)) {
                known.put("clients", new WithKeys());
            }
        }

        @Override
        public Optional<TlsConfiguration> get(String name) {
            return Optional.ofNullable(known.get(name));
        }

        @Override
        public Optional<TlsConfiguration> getDefault() {
            return Optional.empty();
        }

        @Override
        public void register(String name, TlsConfiguration configuration) {
            known.put(name, configuration);
        }
    }

    private static final class WithKeys extends BaseTlsConfiguration {
        @Override
        public KeyCertOptions getKeyStoreOptions() {
            return new PemKeyCertOptions();
        }
    }
}
