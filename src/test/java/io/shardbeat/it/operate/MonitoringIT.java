package io.shardbeat.it.operate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.shardbeat.it.client.Requests;
import io.shardbeat.testkit.Fixtures;
import io.shardbeat.testkit.process.FreePort;
import io.shardbeat.testkit.process.Node;
import io.shardbeat.testkit.process.RedisProcess;
import io.shardbeat.testkit.wire.RawHttp;
import io.shardbeat.testkit.wire.RawHttp.Response;
import io.shardbeat.testkit.wire.SampleRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The only node on its Redis, since one of all counts groups for all. What a running node tells Prometheus: what docs/metrics.md says, and what dashboard and alerts ask for. */
class MonitoringIT {
    private static final Pattern NAME = Pattern.compile("\\bshardbeat_[a-z_]+");
    private static final Pattern PART = Pattern.compile("_(bucket|sum|count|max)$");
    private static final String GROUP = "/logstores/" + Fixtures.LOGSTORE + "/consumergroups/" + Fixtures.FLEET_GROUP;
    private static final String BEAT = GROUP + "?type=heartbeat&consumer=watched";

    private static final RedisProcess REDIS = new RedisProcess().start();
    private static final Node NODE = Node.on(REDIS.uri())
            .set("shardbeat.sls.upstreams.elsewhere", "http://127.0.0.1:" + FreePort.find())
            .start()
            .awaitReady();

    /** What is counted only once it happens is made to happen. */
    @BeforeAll
    static void somethingOfEverything() {
        send(sls(BEAT, "[]"));
        RawHttp.send(NODE.port(), Requests.sls("POST", Fixtures.PROJECT, BEAT, "[]"));
        send(Requests.sls("GET", "elsewhere", "/logstores", ""));
        send(sls(GROUP + "?type=checkpoint&consumer=nobody", "{\"shard\":0,\"checkpoint\":\"MQ==\"}"));
        admin("/admin/v1/nodes");
    }

    @AfterAll
    static void close() {
        NODE.close();
        REDIS.close();
    }

    @Test
    void everyMetricThatIsDocumentedIsThereAndEveryOneThatIsThereIsDocumented() throws IOException {
        Set<String> documented = new TreeSet<>();
        for (String line : Files.readAllLines(Path.of("docs", "metrics.md"))) {
            if (line.startsWith("| `shardbeat_")) {
                documented.addAll(names(line.substring(0, line.indexOf('|', 1))));
            }
        }
        assertThat(documented).hasSizeGreaterThan(30);
        assertThat(scraped()).isEqualTo(documented);
    }

    @Test
    void everyMetricThatTheDashboardAndTheAlertsAskForIsThere() throws IOException {
        List<String> questions = new ArrayList<>();
        JsonNode board = new ObjectMapper()
                .readTree(Path.of("deploy", "grafana", "dashboard.json").toFile());
        JsonNode rules = new YAMLMapper()
                .readTree(Path.of("deploy", "prometheus", "rules.yaml").toFile());
        board.findValuesAsText("expr", questions);
        rules.findValuesAsText("expr", questions);
        assertThat(questions).hasSizeGreaterThan(50);
        Set<String> scraped = scraped();
        for (String question : questions) {
            assertThat(names(question)).as(question).isNotEmpty().isSubsetOf(scraped);
        }
    }

    @Test
    void heartbeatsAreCountedAsTheyWereAnswered() {
        assertThat(counted("granted", () -> send(sls(BEAT, "[]")))).isOne();
        assertThat(counted("granted", () -> send(sls(GROUP + "?type=heartbeat&consumer=newcomer", "[]"))))
                .isOne();
        assertThat(counted("malformed", () -> send(sls(BEAT, "[0,")))).isOne();
        assertThat(counted("unknown_member", () -> send(sls(BEAT.replace("watched", "stranger"), "[0]"))))
                .isOne();
        assertThat(counted("unknown_group", () -> send(sls(BEAT.replace(Fixtures.FLEET_GROUP, "none"), "[]"))))
                .isOne();
        assertThat(counted(
                        "unauthenticated",
                        () -> RawHttp.send(NODE.port(), Requests.sls("POST", Fixtures.PROJECT, BEAT, "[]"))))
                .isOne();
        assertThat(counted(
                        "too_large",
                        () -> RawHttp.send(
                                NODE.port(),
                                Requests.sls("POST", Fixtures.PROJECT, BEAT, "[" + " ".repeat(70_000) + "]"))))
                .isOne();
    }

    @Test
    void whoComesBackWithShardsIsAPossibleOverlap() {
        double before = value("shardbeat_overlaps_total{cause=\"returned\"}");
        send(sls(GROUP + "?type=heartbeat&consumer=back", "[0,1]"));
        assertThat(value("shardbeat_overlaps_total{cause=\"returned\"}")).isEqualTo(before + 1);
    }

    @Test
    void groupsMembersAndShardsAreCountedByOneNode() {
        await().atMost(Duration.ofSeconds(40)).untilAsserted(() -> {
            double shards = value("shardbeat_shards{state=\"held\"}") + value("shardbeat_shards{state=\"free\"}");
            assertThat(shards).isGreaterThan(8);
            assertThat(value("shardbeat_groups{state=\"empty\"}")).isPositive();
        });
    }

    @Test
    void theNodeListsItself() throws IOException {
        JsonNode nodes = new ObjectMapper().readTree(admin("/admin/v1/nodes").body());
        assertThat(nodes.path("buckets").asInt()).isEqualTo(128);
        JsonNode self = null;
        int buckets = 0;
        for (JsonNode node : nodes.path("nodes")) {
            self = node.path("self").asBoolean() ? node : self;
            buckets += node.path("buckets").asInt();
        }
        assertThat(buckets).isEqualTo(128);
        assertThat(self).isNotNull();
        assertThat(self.path("version").asText()).isNotEmpty();
        assertThat(Instant.parse(self.path("lastTick").asText()))
                .isAfter(Instant.parse(self.path("since").asText()));
    }

    @Test
    void aMemberIsKnownByWhoItWasAndWhenItWasHeard() throws IOException {
        String path = "/admin/v1/groups/sls/" + Fixtures.PROJECT + "/" + Fixtures.LOGSTORE + "/" + Fixtures.FLEET_GROUP
                + "/members/watched";
        long sent = System.nanoTime();
        send(sls(BEAT, "[]"));
        JsonNode member = new ObjectMapper().readTree(admin(path).body());
        long elapsed = Duration.ofNanos(System.nanoTime() - sent).toMillis(); // a busy machine may take a while
        assertThat(member.path("key").asText()).isEqualTo(Fixtures.KEY);
        assertThat(member.path("address").asText()).isEqualTo("127.0.0.1");
        assertThat(member.path("silentMillis").asLong()).isLessThan(2_500 + elapsed);
        assertThat(member.path("leaseLeftMillis").asLong()).isGreaterThan(2_500 - elapsed);
        assertThat(member.path("aboutToExpire").asBoolean())
                .isEqualTo(member.path("silentMillis").asLong() > 2_500);
        assertThat(member.path("weight").asInt()).isOne();
        assertThat(admin(path.replace("watched", "nobody")).status()).isEqualTo(404);
        assertThat(admin(path.replace("/watched", "?sort=lastHeartbeat")).status())
                .isEqualTo(200);
        assertThat(admin(path.replace("/watched", "?sort=size")).status()).isEqualTo(400);
    }

    private static double counted(String outcome, Runnable call) {
        String name = "shardbeat_heartbeats_total{dialect=\"sls\",outcome=\"" + outcome + "\"}";
        double before = value(name);
        call.run();
        return value(name) - before;
    }

    private static double value(String series) {
        return NODE.metrics()
                .lines()
                .filter(line -> line.startsWith(series))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static Set<String> scraped() {
        Set<String> names = new TreeSet<>();
        NODE.metrics()
                .lines()
                .filter(line -> line.startsWith("shardbeat_"))
                .forEach(line -> names.addAll(names(line.split("[{ ]", 2)[0])));
        return names;
    }

    private static Set<String> names(String text) {
        Set<String> names = new TreeSet<>();
        Matcher name = NAME.matcher(text);
        while (name.find()) {
            names.add(PART.matcher(name.group()).replaceFirst(""));
        }
        return names;
    }

    private static SampleRequest sls(String target, String body) {
        return Requests.sls("POST", Fixtures.PROJECT, target, body);
    }

    private static Response send(SampleRequest request) {
        return RawHttp.send(NODE.port(), Requests.slsSigned(request, Instant.now()));
    }

    private static Response admin(String path) {
        String credentials = Base64.getEncoder()
                .encodeToString((Fixtures.ADMIN_KEY + ":" + Fixtures.SECRET).getBytes(StandardCharsets.UTF_8));
        return RawHttp.send(
                NODE.port(),
                SampleRequest.of("GET", path)
                        .header("Host", "localhost:" + NODE.port())
                        .header("Authorization", "Basic " + credentials));
    }
}
