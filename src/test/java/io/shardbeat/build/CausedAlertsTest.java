package io.shardbeat.build;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Of an alert that only made-up series cause, nobody knows whether its fault does. */
class CausedAlertsTest {
    private static final Path RULES = Path.of("deploy/prometheus/rules.yaml");
    private static final Path TESTS = Path.of("src/test/java/io/shardbeat/it/operate");
    private static final Pattern AWAITED = Pattern.compile("\\.awaitFiring\\([^;]*;");
    private static final Pattern NAME = Pattern.compile("\"(Shardbeat\\w+)\"");

    @Test
    void eachAlertFiresInATestThatCausesItsFault() throws IOException {
        Set<String> caused = new TreeSet<>();
        for (String test : List.of("AlertsIT.java", "StoreAlertsIT.java")) {
            AWAITED.matcher(Files.readString(TESTS.resolve(test)))
                    .results()
                    .flatMap(call -> NAME.matcher(call.group()).results())
                    .forEach(name -> caused.add(name.group(1)));
        }
        assertThat(caused)
                .containsExactlyInAnyOrderElementsOf(
                        new YAMLMapper().readTree(RULES.toFile()).findValuesAsText("alert"));
    }
}
