package io.shardbeat.config;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.net.KeyCertOptions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/** A node that was told to serve HTTPS and cannot does not start: its clients would find out otherwise, or send in plain. */
@ApplicationScoped
public class TlsCheck {
    /** Each says that somebody counts on HTTPS. */
    private static final List<String> PROMISES =
            List.of("quarkus.http.tls-configuration-name", "quarkus.http.ssl-port", "quarkus.http.ssl-host");

    private static final String NAME = PROMISES.get(0);
    /** The older keys of Quarkus, which do without {@code quarkus.tls}. */
    private static final String OLD_KEYS = "quarkus.http.ssl.certificate.";

    private final Config config;
    private final TlsConfigurationRegistry registry;
    private final Vertx vertx;

    TlsCheck(Config config, TlsConfigurationRegistry registry, Vertx vertx) {
        this.config = config;
        this.registry = registry;
        this.vertx = vertx;
    }

    void check(@Observes StartupEvent starting) {
        check(new TlsEnvironment().unknown());
        chosen().ifPresent(this::assertKeyFits);
    }

    private void assertKeyFits(TlsConfiguration configuration) {
        KeyCertOptions keys = configuration.getKeyStoreOptions();
        if (keys == null) {
            return;
        }
        Optional<String> mismatch;
        try {
            mismatch = KeyPairs.mismatch(keys.getKeyManagerFactory(vertx).getKeyManagers());
        } catch (Exception e) { // as the method says it
            throw new ConfigurationException("HTTPS cannot be served: " + e.getMessage(), e);
        }
        mismatch.ifPresent(subject -> {
            throw new ConfigurationException(
                    "HTTPS cannot be served: the key is not that of the certificate of " + subject + ": see quarkus.tls"
                            + name().map(name -> "." + name).orElse("") + ".key-store");
        });
    }

    void check(Set<String> unknownVariables) {
        if (!unknownVariables.isEmpty()) {
            throw new ConfigurationException("environment variables that are no key of quarkus.tls: " + unknownVariables
                    + "; docs/operations.md, \"TLS\", has those that are");
        }
        for (String promise : PROMISES) {
            if (isSet(promise) && !serves()) {
                throw new ConfigurationException(promise + " is set, and there is no certificate to serve HTTPS with: "
                        + "quarkus.tls" + name().map(name -> "." + name).orElse("") + ".key-store.* is missing");
            }
        }
    }

    /** By somebody who runs the node: Quarkus has defaults of its own. */
    private boolean isSet(String key) {
        var value = config.getConfigValue(key);
        return value.getValue() != null && value.getSourceOrdinal() > Integer.MIN_VALUE;
    }

    private Optional<String> name() {
        return config.getOptionalValue(NAME, String.class);
    }

    private boolean serves() {
        for (String key : config.getPropertyNames()) {
            if (key.startsWith(OLD_KEYS)) {
                return true;
            }
        }
        return chosen().map(TlsCheck::keyStore).orElse(false);
    }

    private Optional<TlsConfiguration> chosen() {
        return name().isPresent() ? registry.get(name().get()) : registry.getDefault();
    }

    private static boolean keyStore(@Nullable TlsConfiguration configuration) {
        return configuration != null && configuration.getKeyStoreOptions() != null;
    }
}
