package io.shardbeat.config.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.WithDefault;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The tables of docs/operations.md list every setting of ours with its default, and none that is not there. */
class SettingsPageTest {
    private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");
    private static final Pattern SHORT = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    @Test
    void everySettingIsOnThePageAndNoOther() throws IOException {
        assertThat(onThePage().keySet())
                .containsExactlyElementsOf(inTheMapping().keySet());
    }

    @Test
    void everyDefaultIsThatOfTheMapping() throws IOException {
        Map<String, String> page = onThePage();
        inTheMapping().forEach((key, value) -> {
            if (!value.isEmpty()) {
                assertThat(page.get(key)).as(key).isEqualTo(value);
            }
        });
    }

    /** By key; of what has no default, an empty text. Free names are {@code *}. */
    private static Map<String, String> inTheMapping() {
        Map<String, String> defaults = new TreeMap<>();
        MappedRules.mappings().forEach(each -> collect(MappedRules.prefix(each), each, defaults));
        return defaults;
    }

    private static void collect(String prefix, Class<?> mapping, Map<String, String> defaults) {
        for (Method method : mapping.getMethods()) {
            String key = prefix + "."
                    + method.getName().replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
            Class<?> type = method.getReturnType();
            WithDefault standard = method.getAnnotation(WithDefault.class);
            if (type.isInterface() && type.getPackageName().startsWith("io.shardbeat")) {
                collect(key, type, defaults);
            } else {
                defaults.put(type == Map.class ? key + ".*" : key, standard == null ? "" : standard.value());
            }
        }
    }

    /** By key, from rows such as {@code | `shardbeat.a.b`, `c` | `1s`, `2s` | ... |}. */
    private static Map<String, String> onThePage() throws IOException {
        Map<String, String> defaults = new TreeMap<>();
        for (String line : Files.readAllLines(Path.of("docs/operations.md"))) {
            String[] cells = line.split("\\|");
            boolean isOfLogs = cells.length > 2 && cells[2].contains("WARN");
            if (line.startsWith("|") && cells.length > 2 && cells[1].contains("`shardbeat.") && !isOfLogs) {
                List<String> keys = keys(cells[1]);
                List<String> values = values(cells[2], keys.size());
                for (int i = 0; i < keys.size(); i++) {
                    defaults.merge(keys.get(i), values.get(i), (one, other) -> one.isEmpty() ? other : one);
                }
            }
        }
        return defaults;
    }

    /** Later ones of a cell may leave out what the first one begins with. */
    private static List<String> keys(String cell) {
        List<String> keys = new ArrayList<>();
        Optional<String> prefix = Optional.empty();
        for (Matcher quoted = QUOTED.matcher(cell); quoted.find(); ) {
            String key = quoted.group(1).replaceAll("\\.(\"?<.*>\"?)$", ".*");
            if (key.startsWith("shardbeat.")) {
                keys.add(key);
                prefix = Optional.of(key.substring(0, key.lastIndexOf('.') + 1));
            } else if (SHORT.matcher(key).matches() && prefix.isPresent()) {
                keys.add(prefix.get() + key);
            }
        }
        return keys;
    }

    /** One for all, or one for each. */
    private static List<String> values(String cell, int count) {
        String[] parts = cell.replace("`", "").split(";")[0].split(",");
        List<String> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            values.add((parts.length == count ? parts[i] : parts.length == 1 ? parts[0] : "?").trim());
        }
        return values;
    }
}
