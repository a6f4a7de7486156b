package io.shardbeat.kustomize;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Rules and dashboard ask for metrics that the node has; their names are read out of its sources. */
class MonitoringTest {
    private static final Path FOLDER = Path.of("..", "components", "monitoring");
    private static final Path SOURCES = Path.of("..", "..", "..", "src", "main", "java", "io", "shardbeat");
    private static final Pattern NAME = Pattern.compile("\"([a-z]+(?:[._][a-z]+)+)\"");
    private static final Pattern ASKED = Pattern.compile("\\b([a-z]+(?:_[a-z]+)+)\\b");

    @Test
    void everyMetricThatIsAskedForExists() throws IOException {
        Set<String> known = metrics();
        List<String> questions = questions();
        assertThat(questions).hasSizeGreaterThan(10);
        for (String question : questions) {
            String bare = question.replaceAll("\"[^\"]*\"", "");
            Matcher asked = ASKED.matcher(bare);
            int metrics = 0;
            while (asked.find()) {
                assertThat(known).as(question).contains(asked.group(1).replaceFirst("_total$", ""));
                metrics++;
            }
            assertThat(metrics).as(question).isPositive();
        }
    }

    @Test
    void whatIsScrapedIsThePortOfTheProbes() throws IOException {
        JsonNode monitor = new YAMLMapper().readTree(Files.readString(FOLDER.resolve("pod-monitor.yaml")));
        JsonNode endpoint = monitor.path("spec").path("podMetricsEndpoints").get(0);
        assertThat(endpoint.path("port").asString()).isEqualTo("management");
        assertThat(endpoint.path("path").asString()).isEqualTo("/q/metrics");
    }

    private static List<String> questions() throws IOException {
        List<String> questions = new ArrayList<>();
        JsonNode rules = new YAMLMapper().readTree(Files.readString(FOLDER.resolve("prometheus-rule.yaml")));
        rules.findValues("expr").forEach(expr -> questions.add(expr.asString()));
        JsonNode board = new JsonMapper().readTree(Files.readString(FOLDER.resolve("dashboard.json")));
        board.findValues("expr").forEach(expr -> questions.add(expr.asString()));
        return questions;
    }

    private static Set<String> metrics() throws IOException {
        Set<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file : files.filter(each -> each.toString().endsWith("Metrics.java") || each.toString().endsWith("Troubles.java")).toList()) {
                Matcher literal = NAME.matcher(Files.readString(file));
                while (literal.find()) {
                    names.add(literal.group(1).replace('.', '_'));
                }
            }
        }
        return names;
    }
}
