package io.shardbeat.config.check;

import io.quarkus.runtime.StartupEvent;
import io.shardbeat.config.ShardbeatConfig;
import io.shardbeat.config.settings.GroupTimings;
import io.shardbeat.security.Printable;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfig;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jboss.logging.Logger;

/** What takes more than one setting to see: limits that contradict each other, and keys, profiles and files that nobody reads. */
@ApplicationScoped
public class SettingsCheck {
    private static final Logger LOG = Logger.getLogger(SettingsCheck.class);
    /** All addresses of a machine. */
    private static final Set<String> EVERY = Set.of("0.0.0.0", "::", "[::]");

    /** A drive of Windows is one letter. */
    private static final Pattern WITH_SCHEME = Pattern.compile("^[a-zA-Z][a-zA-Z0-9+.-]+:");

    private static final Pattern VARIABLE = Pattern.compile("\\w+");

    private static final String PROFILE = "^%[^.]+\\.";

    private final ShardbeatConfig config;
    private final Config sources;

    SettingsCheck(ShardbeatConfig config, Config sources) {
        this.config = config;
        this.sources = sources;
    }

    /** Before all else: nothing has been started with these settings yet. */
    void check(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent starting) {
        mustAgree(config.group());
        mustListenApart(sources);
        mustBeThere(sources);
        Set<String> keys = keys();
        Set<String> plain =
                keys.stream().map(key -> key.replaceFirst(PROFILE, "")).collect(Collectors.toSet());
        new UnknownSettings(new Rules()).lines(plain, variables()).forEach(LOG::warn);
        UnknownProfiles.lines(sources.unwrap(SmallRyeConfig.class).getProfiles(), keys, names())
                .forEach(LOG::warn);
        unreadFiles(Path.of("")).forEach(LOG::warn);
    }

    /** @param folder the one that the node was started in; of such files in {@code config} Quarkus says it */
    static List<String> unreadFiles(Path folder) {
        return Stream.of("application.yaml", "application.yml")
                .filter(name -> Files.exists(folder.resolve(name)))
                .map(name -> name + " is not read, settings are expected in config/application.properties")
                .toList();
    }

    static void mustAgree(GroupTimings timings) {
        if (timings.minSessionTimeout().compareTo(timings.maxSessionTimeout()) > 0) {
            throw new SettingRefused("shardbeat.group.min-session-timeout is " + timings.minSessionTimeout()
                    + ", expected at most shardbeat.group.max-session-timeout, which is "
                    + timings.maxSessionTimeout());
        }
    }

    /** The library skips what is not there, and with it every setting that it has. */
    static void mustBeThere(Config sources) {
        for (String key : List.of("quarkus.config.locations", "smallrye.config.locations")) {
            String locations = sources.getOptionalValue(key, String.class).orElse("");
            for (String location : locations.split(",")) {
                String name = location.strip().replaceFirst("^file:(?://)?", "");
                if (!name.isEmpty() && !WITH_SCHEME.matcher(name).find() && !isThere(name)) {
                    throw new SettingRefused(key + " names \"" + Printable.of(name)
                            + "\", expected a file or folder, and there is none of that name");
                }
                if (!name.isEmpty()
                        && !name.endsWith(".properties")
                        && Kind.FILE.tryRead(name) != null
                        && Files.isRegularFile(Path.of(name))) {
                    throw new SettingRefused(key + " names \"" + Printable.of(name)
                            + "\", expected a file whose name ends with .properties: others are not read");
                }
            }
        }
    }

    private static boolean isThere(String name) {
        return Kind.FILE.tryRead(name) != null
                && (Files.exists(Path.of(name))
                        || Thread.currentThread().getContextClassLoader().getResource(name) != null);
    }

    /** Linux lets both listen, and deals connections out to either. */
    static void mustListenApart(Config sources) {
        String port =
                sources.getOptionalValue("quarkus.http.port", String.class).orElse("");
        String management = sources.getOptionalValue("quarkus.management.port", String.class)
                .orElse("");
        String host =
                sources.getOptionalValue("quarkus.http.host", String.class).orElse("");
        String managementHost = sources.getOptionalValue("quarkus.management.host", String.class)
                .orElse("");
        boolean isShared = host.equals(managementHost) || EVERY.contains(host) || EVERY.contains(managementHost);
        if (port.equals(management) && isShared && !List.of("", "0").contains(port)) {
            throw new SettingRefused(
                    "quarkus.management.port is \"" + management + "\", expected another one than quarkus.http.port");
        }
    }

    /** Those of files and of the command line, with their profiles; the environment spells them in its own way. */
    private Set<String> keys() {
        Set<String> keys = new HashSet<>();
        for (ConfigSource source : sources.getConfigSources()) {
            if (!(source instanceof EnvConfigSource)) {
                keys.addAll(source.getPropertyNames());
            }
        }
        return keys;
    }

    /** Of the process, and of a file {@code .env} in its folder. */
    private Set<String> variables() {
        Set<String> variables = new HashSet<>(System.getenv().keySet());
        for (ConfigSource source : sources.getConfigSources()) {
            if (source instanceof EnvConfigSource) {
                source.getPropertyNames().stream()
                        .filter(name -> VARIABLE.matcher(name).matches())
                        .forEach(variables::add);
            }
        }
        return variables;
    }

    private List<String> names() {
        return StreamSupport.stream(sources.getConfigSources().spliterator(), false)
                .map(ConfigSource::getName)
                .toList();
    }
}
