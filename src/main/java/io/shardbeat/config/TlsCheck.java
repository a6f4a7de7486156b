package io.shardbeat.config;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.net.KeyCertOptions;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/** A node that was told to serve HTTPS and cannot does not start: its clients would find out otherwise, or send in plain. */
@ApplicationScoped
public class TlsCheck {
    /** Each says that somebody counts on HTTPS. */
    private static final List<String> PROMISES =
            List.of("quarkus.http.tls-configuration-name", "quarkus.http.ssl-port", "quarkus.http.ssl-host");

    private static final String NAME = PROMISES.get(0);
    /** Does so too, unless it says {@code enabled}. */
    private static final String PLAIN = "quarkus.http.insecure-requests";
    /** The end of every key that says which configuration somebody uses. */
    private static final String USE = "tls-configuration-name";

    private static final Pattern KEY_STORE = Pattern.compile("quarkus\\.tls\\.\"?([^.\"]+)\"?\\.key-store\\..+");
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

    /** Before anything ticks, which would be at work while the node ends. */
    void check(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent starting) {
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
            if (isSet(promise)) {
                mustServe(promise + " is set");
            }
        }
        config.getOptionalValue(PLAIN, String.class)
                .filter(value -> !value.equalsIgnoreCase("enabled"))
                .ifPresent(value -> mustServe(PLAIN + " is " + value));
        unused().ifPresent(name -> {
            throw new ConfigurationException("quarkus.tls." + name + ".key-store has a certificate that nobody uses: "
                    + "quarkus.http.tls-configuration-name=" + name + " serves HTTPS with it");
        });
    }

    private void mustServe(String promise) {
        if (!serves()) {
            throw new ConfigurationException(promise + ", and there is no certificate to serve HTTPS with: quarkus.tls"
                    + name().map(name -> "." + name).orElse("") + ".key-store.* is missing");
        }
    }

    /** A configuration with a certificate and a name that is nowhere else. */
    private Optional<String> unused() {
        Set<String> names = new TreeSet<>();
        Set<String> used = new HashSet<>();
        for (String key : config.getPropertyNames()) {
            Matcher keyStore = KEY_STORE.matcher(key);
            if (keyStore.matches()) {
                names.add(keyStore.group(1));
            }
            if (key.toLowerCase(Locale.ROOT).replace('_', '-').endsWith(USE)) { // or the variable
                config.getOptionalValue(key, String.class).ifPresent(used::add);
            }
        }
        name().ifPresent(used::add);
        names.removeAll(used);
        return names.stream()
                .filter(name -> keyStore(registry.get(name).orElse(null)))
                .findFirst();
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
