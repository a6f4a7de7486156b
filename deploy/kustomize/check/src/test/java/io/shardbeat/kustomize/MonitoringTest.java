package io.shardbeat.kustomize;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** What the component has of dashboard and alerts is what deploy/ has: kustomize itself reads nothing outside of its folder. */
class MonitoringTest {
    private static final Path DEPLOY = Path.of("..", "..");
    private static final Path FOLDER = Path.of("..", "components", "monitoring");
    private static final Path RUNBOOK = Path.of("..", "..", "..", "docs", "operations.md");

    @Test
    void theComponentHasTheDashboardOfDeploy() throws IOException {
        assertThat(FOLDER.resolve("dashboard.json"))
                .hasSameTextualContentAs(DEPLOY.resolve(Path.of("grafana", "dashboard.json")));
    }

    @Test
    void theComponentHasTheAlertsOfDeploy() throws IOException {
        assertThat(yaml(FOLDER.resolve("prometheus-rule.yaml")).path("spec")).isEqualTo(rules());
    }

    @Test
    void eachAlertHasASectionInTheRunbook() throws IOException {
        List<String> alerts = rules().findValuesAsString("alert");
        String runbook = Files.readString(RUNBOOK);
        assertThat(alerts).hasSizeGreaterThan(10);
        assertThat(alerts).allSatisfy(alert -> assertThat(runbook).contains("\n#### " + alert + "\n"));
    }

    @Test
    void whatIsScrapedIsThePortOfTheProbes() throws IOException {
        JsonNode endpoint = yaml(FOLDER.resolve("pod-monitor.yaml"))
                .path("spec")
                .path("podMetricsEndpoints")
                .get(0);
        assertThat(endpoint.path("port").asString()).isEqualTo("management");
        assertThat(endpoint.path("path").asString()).isEqualTo("/q/metrics");
    }

    private static JsonNode rules() throws IOException {
        return yaml(DEPLOY.resolve(Path.of("prometheus", "rules.yaml")));
    }

    private static JsonNode yaml(Path file) throws IOException {
        return new YAMLMapper().readTree(Files.readString(file));
    }
}
