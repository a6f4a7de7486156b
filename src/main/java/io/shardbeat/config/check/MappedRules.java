package io.shardbeat.config.check;

import io.quarkus.runtime.configuration.MemorySize;
import io.shardbeat.config.ShardbeatConfig;
import io.shardbeat.config.settings.SettingsMapping;
import io.shardbeat.config.settings.Within;
import io.shardbeat.group.FenceMargin;
import io.smallrye.config.ConfigMapping;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;

/** The rules that the mapping itself states: types, {@link Within}, which settings need not be set. */
final class MappedRules {
    private static final Map<Class<?>, Kind> KINDS = Map.ofEntries(
            Map.entry(Duration.class, Kind.DURATION),
            Map.entry(FenceMargin.class, Kind.DURATION_OR_AUTO),
            Map.entry(int.class, Kind.INTEGER),
            Map.entry(long.class, Kind.INTEGER),
            Map.entry(double.class, Kind.DECIMAL),
            Map.entry(MemorySize.class, Kind.BYTES),
            Map.entry(boolean.class, Kind.BOOLEAN),
            Map.entry(URI.class, Kind.WEB_ADDRESS),
            Map.entry(Path.class, Kind.FILE),
            Map.entry(String.class, Kind.TEXT));

    private final List<Rule> rules = new ArrayList<>();

    private MappedRules() {}

    static List<Rule> of() {
        MappedRules found = new MappedRules();
        mappings().forEach(mapping -> found.add(prefix(mapping), mapping));
        return found.rules;
    }

    /** The server's own, and what each dialect brings. */
    static List<Class<?>> mappings() {
        List<Class<?>> mappings = new ArrayList<>(List.of(ShardbeatConfig.class));
        ServiceLoader.load(SettingsMapping.class, SettingsMapping.class.getClassLoader())
                .forEach(dialect -> mappings.add(dialect.type()));
        return mappings;
    }

    static String prefix(Class<?> mapping) {
        return mapping.getAnnotation(ConfigMapping.class).prefix();
    }

    private void add(String prefix, Class<?> mapping) {
        for (Method method : mapping.getMethods()) {
            String key = prefix + "." + kebab(method.getName());
            Class<?> type = method.getReturnType();
            if (type == Map.class) {
                rules.add(rule(key + ".*", argument(method, 1), method, true));
            } else if (type == Optional.class) {
                rules.add(rule(key, argument(method, 0), method, true));
            } else if (type.isInterface() && !KINDS.containsKey(type)) {
                add(key, type);
            } else {
                rules.add(rule(key, type, method, false));
            }
        }
    }

    private static Rule rule(String key, Class<?> type, Method method, boolean mayBeEmpty) {
        Within within = method.getAnnotation(Within.class);
        List<String> words = type.isEnum() ? words(type) : List.of();
        Kind kind = type.isEnum() ? Kind.TEXT : KINDS.get(type);
        if (kind == null) {
            throw new IllegalStateException(key + " is a " + type + ", which has no kind");
        }
        return new Rule(
                key,
                kind,
                words,
                within == null ? null : within.min(),
                within == null ? null : within.max(),
                mayBeEmpty);
    }

    private static List<String> words(Class<?> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(each -> each.toString().toLowerCase(Locale.ROOT).replace('_', '-'))
                .toList();
    }

    private static Class<?> argument(Method method, int index) {
        Type argument = ((ParameterizedType) method.getGenericReturnType()).getActualTypeArguments()[index];
        return (Class<?>) argument;
    }

    /** {@code joinWait} is {@code join-wait}, {@code slsV1} is {@code sls-v1}: as the mapping has it. */
    private static String kebab(String name) {
        return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }
}
