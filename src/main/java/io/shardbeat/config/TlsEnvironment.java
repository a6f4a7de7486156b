package io.shardbeat.config;

import io.smallrye.config.EnvConfigSource;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Lets the keys {@code quarkus.tls.<name>.*} be environment variables, as all others can: {@code
 * QUARKUS_TLS_CLIENTS_KEY_STORE_PEM_0_CERT}. The names in them are free, so nobody else can tell where in a variable such a
 * name ends. Here the ends of the keys are known, and a name has small letters, digits and underscores only. Also read is the
 * spelling of names in quotes, {@code QUARKUS_TLS__CLIENTS__KEY_STORE_PEM__0__CERT}.
 *
 * <p>It is an {@link EnvConfigSource} because a build writes down, as defaults, what every other source says: the password of
 * whoever builds would be in what is built.
 */
public final class TlsEnvironment extends EnvConfigSource {
    private static final String PREFIX = "QUARKUS_TLS_";
    /** Before application.properties, after system properties: as the environment's own source. */
    private static final int ORDINAL = 300;

    /** Longest first, so that no end hides a longer one. */
    private static final List<String> ENDS = List.of(
                    "key-store.p12.path",
                    "key-store.p12.password",
                    "key-store.p12.alias",
                    "key-store.p12.alias-password",
                    "key-store.jks.path",
                    "key-store.jks.password",
                    "key-store.jks.alias",
                    "key-store.jks.alias-password",
                    "key-store.pem.order",
                    "key-store.sni",
                    "trust-store.pem.certs",
                    "trust-store.pem.cert-dirs",
                    "trust-store.p12.path",
                    "trust-store.p12.password",
                    "trust-store.p12.alias",
                    "trust-store.jks.path",
                    "trust-store.jks.password",
                    "trust-store.jks.alias",
                    "trust-store.certificate-expiration-policy",
                    "cipher-suites",
                    "protocols",
                    "handshake-timeout",
                    "alpn",
                    "certificate-revocation-list",
                    "trust-all",
                    "hostname-verification-algorithm",
                    "reload-period")
            .stream()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();

    private static final Pattern KEY_PAIR =
            Pattern.compile("(?:(.+)_)?KEY_STORE_PEM_(_?)([A-Z0-9]+)\\2_(KEY|CERT|PASSWORD)");

    private final Map<String, String> properties = new TreeMap<>();
    private final Set<String> unknown = new TreeSet<>();

    /** Found by the service loader. */
    public TlsEnvironment() {
        this(System.getenv());
    }

    TlsEnvironment(Map<String, String> environment) {
        super(Map.of(), ORDINAL);
        environment.forEach((variable, value) -> {
            if (variable.startsWith(PREFIX)) {
                String key = key(variable.substring(PREFIX.length()));
                if (key == null) {
                    unknown.add(variable);
                } else {
                    properties.put(key, value);
                }
            }
        });
    }

    /** The variables that look like such a key and are none. */
    Set<String> unknown() {
        return unknown;
    }

    private static @Nullable String key(String rest) {
        Matcher pair = KEY_PAIR.matcher(rest);
        if (pair.matches()) {
            return of(pair.group(1), "key-store.pem." + lower(pair.group(3)) + "." + lower(pair.group(4)));
        }
        for (String end : ENDS) {
            String asVariable = end.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
            if (rest.equals(asVariable)) {
                return of(null, end);
            }
            if (rest.endsWith("_" + asVariable)) {
                return of(rest.substring(0, rest.length() - asVariable.length() - 1), end);
            }
        }
        return null;
    }

    private static String of(@Nullable String name, String end) {
        return "quarkus.tls." + (name == null ? "" : lower(unquoted(name)) + ".") + end;
    }

    /** A quote is an underscore in a variable. */
    private static String unquoted(String name) {
        boolean isQuoted = name.length() > 2 && name.startsWith("_") && name.endsWith("_");
        return isQuoted ? name.substring(1, name.length() - 1) : name;
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /** Also asked by the constructor of its parent, when there is none yet. */
    @Override
    public Set<String> getPropertyNames() {
        return properties == null ? Set.of() : properties.keySet();
    }

    @Override
    public @Nullable String getValue(String key) {
        return properties.get(key);
    }

    @Override
    public String getName() {
        return "TLS keys of the environment";
    }
}
