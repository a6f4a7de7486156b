package io.shardbeat.testkit.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Prometheus, which scrapes nodes twice a second and judges them by our alert rules. All their times are shorter by a
 * factor, what they ask is as it is: {@code [5m]} is {@code [20s]}, and {@code for: 2m} is a second.
 */
public final class Prometheus extends RestartableProcess {
    private static final Path PROGRAM = Path.of("/usr/bin/prometheus");
    private static final Path RULES = Path.of("deploy", "prometheus", "rules.yaml");
    private static final Duration UP = Duration.ofSeconds(30);
    private static final Duration SOON = Duration.ofSeconds(90);

    private final int port = FreePort.find();
    private final HttpClient http = HttpClient.newHttpClient();

    /** Returns when it answers. */
    public Prometheus(List<Node> nodes) throws IOException {
        super("shardbeat-test-prometheus");
        TempFolder.write(folder.resolve("rules.yaml"), shorter(Files.readString(RULES)));
        String targets = nodes.stream()
                .map(node -> "'127.0.0.1:" + node.managementPort() + "'")
                .collect(Collectors.joining(", "));
        Path config = folder.resolve("prometheus.yaml");
        TempFolder.write(config, """
                global: {scrape_interval: 500ms, scrape_timeout: 500ms, evaluation_interval: 500ms}
                rule_files: [rules.yaml]
                scrape_configs:
                  - job_name: shardbeat
                    metrics_path: /q/metrics
                    static_configs: [{targets: [%s]}]
                """.formatted(targets));
        start(
                List.of(
                        PROGRAM.toString(),
                        "--config.file=" + config,
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port,
                        "--log.level=warn"),
                folder.resolve("log"));
        await("Prometheus answers").atMost(UP).ignoreExceptions().until(() -> ask("/-/ready") != null);
    }

    public static boolean isInstalled() {
        return Files.isExecutable(PROGRAM);
    }

    private static String shorter(String rules) {
        return rules.replace("[5m]", "[20s]").replace("[15m]", "[60s]").replaceAll("for: [1-9][0-9]*m", "for: 1s");
    }

    /** The alerts that fire now. */
    public Set<String> firing() {
        Set<String> firing = new TreeSet<>();
        for (JsonNode alert : ask("/api/v1/alerts").at("/data/alerts")) {
            if (alert.path("state").asText().equals("firing")) {
                firing.add(alert.at("/labels/alertname").asText());
            }
        }
        return firing;
    }

    /**
     * Each of them at some time, however soon it was over.
     *
     * @param meanwhile what goes on; where nobody answers in time it begins anew
     */
    public void awaitFiring(Runnable meanwhile, String... alerts) {
        Set<String> missing = new TreeSet<>(List.of(alerts));
        await().atMost(SOON)
                .pollInterval(Duration.ofMillis(500))
                .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                .untilAsserted(() -> {
                    missing.removeAll(firing());
                    if (!missing.isEmpty()) {
                        meanwhile.run();
                    }
                    assertThat(missing).as("what does not fire").isEmpty();
                });
    }

    public void awaitFiring(String... alerts) {
        awaitFiring(() -> {}, alerts);
    }

    public void awaitOver(String alert) {
        await(alert + " is over").atMost(SOON).until(() -> !firing().contains(alert));
    }

    private JsonNode ask(String path) {
        try {
            String body = http.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                    .timeout(UP)
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
            return path.startsWith("/api") ? new ObjectMapper().readTree(body) : new ObjectMapper().createObjectNode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process().stop();
        TempFolder.delete(folder);
    }
}
