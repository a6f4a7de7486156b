package io.shardbeat.it.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.shardbeat.it.client.Requests;
import io.shardbeat.testkit.Fixtures;
import io.shardbeat.testkit.process.Node;
import io.shardbeat.testkit.process.RedisConsole;
import io.shardbeat.testkit.process.RedisProcess;
import io.shardbeat.testkit.wire.RawHttp;
import io.shardbeat.testkit.wire.SampleRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * One tenant, with a good key, takes as much as it can. Consumers of another group, of the same node and of another one, lose
 * nothing and hardly notice. {@code -Dhostile.seconds=60} takes as much as was once enough to end every node.
 */
@Tag("alone")
class TenantsIT {
    private static final boolean IS_LONG = Integer.getInteger("hostile.seconds", 3) > 10;
    private static final int HUGE_REPORTS = 57;
    private static final int UNKNOWN_TOPICS = 50_000;
    private static final int MOST_TOPICS = 1_000;
    private static final int MEMBERS = IS_LONG ? 17_000 : 600;
    private static final Duration MOST = Duration.ofMillis(IS_LONG ? 1_500 : 6_000);
    private static final String WORTH_REPEATING = "please try again later";
    private static final int HEAP_MEGABYTES = 512;

    private static final String GROUPS = "/logstores/" + Fixtures.SMALL_LOGSTORE + "/consumergroups";
    private static final String GREEDY = "\"ConsumerGroup\":\"greedy\",\"LogsetId\":\"" + Fixtures.LOGSET + "\"";

    private static final RedisProcess REDIS = new RedisProcess("maxmemory-policy", "noeviction");
    private static final Node NODE = Node.on(REDIS.uri()).heap(HEAP_MEGABYTES);
    private static final Node OTHER = Node.on(REDIS.uri());
    private static final List<GoodConsumer> GOOD = new ArrayList<>();
    /** Of the same group, at the node that the greedy tenant sends nothing to. */
    private static final List<GoodConsumer> GOOD_ELSEWHERE = new ArrayList<>();

    private static RedisConsole console;

    @BeforeAll
    static void startFleet() {
        REDIS.start();
        console = new RedisConsole(REDIS.uri());
        NODE.start();
        OTHER.start();
        NODE.awaitReady();
        OTHER.awaitReady();
        for (int i = 0; i < 4; i++) {
            GOOD.add(new GoodConsumer("good-" + i, NODE));
            GOOD_ELSEWHERE.add(new GoodConsumer("elsewhere-" + i, OTHER));
        }
        await().atMost(Duration.ofSeconds(60))
                .until(() -> good().allMatch(consumer -> consumer.shards().size() == 1));
        good().forEach(GoodConsumer::takeFailures);
    }

    private static Stream<GoodConsumer> good() {
        return Stream.concat(GOOD.stream(), GOOD_ELSEWHERE.stream());
    }

    @AfterAll
    static void end() throws Exception {
        for (GoodConsumer consumer : good().toList()) {
            consumer.close();
        }
        NODE.close();
        OTHER.close();
        console.close();
        REDIS.close();
    }

    /**
     * Each one was stored whole; a pass that read them all ended the node, and every other one, and again after a restart.
     * What is too much is refused, and the most that is taken is not stored where the catalog does not have it.
     */
    @Test
    void reportsOfTopicsThatDoNotExist() {
        good().forEach(GoodConsumer::takeLatencies);
        cls("CreateConsumerGroup", "{" + GREEDY + ",\"Timeout\":3600,\"Topics\":[\"" + Fixtures.TOPIC + "\"]}");
        String tooMany = unknownTopics(UNKNOWN_TOPICS);
        String most = unknownTopics(MOST_TOPICS);
        for (int i = 0; i < HUGE_REPORTS; i++) {
            assertThat(beat(i, tooMany))
                    .contains("\"Code\":\"LimitExceeded\"", "names 1001 topics or more, expected at most 1000");
            assertThat(beat(i, most)).startsWith("HTTP/1.1 200").contains("TopicPartitionsInfo");
        }
        String members = admin("/members?limit=1000");
        assertThat(members).contains("\"name\":\"c0\"");
        assertThat(members.length()).isLessThan(1_000_000);
        assertThat(used()).isLessThan(64L << 20);
        nobodyElseSuffers("unknown topics, " + HUGE_REPORTS);
        cls("DeleteConsumerGroup", "{" + GREEDY + "}");
    }

    private static String unknownTopics(int topics) {
        return IntStream.range(0, topics)
                .mapToObj(i -> "{\"TopicID\":\"00000000-0000-0000-0000-%012d\",\"Partitions\":[0]}".formatted(i))
                .collect(Collectors.joining(","));
    }

    private static String beat(int consumer, String topics) {
        return patiently(Requests.cls(
                "SendConsumerHeartbeat",
                "{" + GREEDY + ",\"Consumer\":\"c" + consumer + "\",\"TopicPartitionsInfo\":[" + topics + "]}"));
    }

    /** A write came before what frees, so that nothing could be deleted any more; and everybody got 500. */
    @Test
    void membersUntilRedisIsFull() {
        good().forEach(GoodConsumer::takeLatencies);
        assertThat(sls("POST", GROUPS, "{\"consumerGroup\":\"crowd\",\"timeout\":3600,\"order\":false}"))
                .isEmpty();
        int half = MEMBERS / 2;
        IntStream.range(0, half).forEach(TenantsIT::join);
        console.call("CONFIG", "SET", "maxmemory", Long.toString(used()));
        List<String> refused = IntStream.range(half, MEMBERS)
                .mapToObj(TenantsIT::join)
                .filter(answer -> !answer.startsWith("["))
                .toList();
        assertThat(refused)
                .isNotEmpty()
                .allMatch(
                        answer -> answer.contains("the store is full") || answer.contains("ConsumerGroupQuotaExceed"));
        nobodyElseSuffers("a full Redis, " + MEMBERS + " members");

        assertThat(sls("DELETE", GROUPS + "/crowd", "")).isEmpty();
        assertThat(sls("POST", GROUPS + "/crowd?type=heartbeat&consumer=c", "[]"))
                .contains("ConsumerGroupNotExist");
        console.call("CONFIG", "SET", "maxmemory", "0");
        assertThat(sls("POST", GROUPS, "{\"consumerGroup\":\"after\",\"timeout\":20,\"order\":false}"))
                .isEmpty();
    }

    private static String join(int member) {
        return sls("POST", GROUPS + "/crowd?type=heartbeat&consumer=member-with-quite-a-long-name-" + member, "[]");
    }

    private static void nobodyElseSuffers(String what) {
        Duration p99 = p99(GOOD);
        Duration elsewhere = p99(GOOD_ELSEWHERE);
        System.out.printf(
                "tenants: %-40s p99 %d ms, other node %d ms, %d MB%n",
                what, p99.toMillis(), elsewhere.toMillis(), NODE.residentMegabytes());
        assertThat(good().flatMap(consumer -> consumer.takeFailures().stream()))
                .as(what)
                .filteredOn(failure -> IS_LONG || !failure.contains(WORTH_REPEATING))
                .isEmpty();
        assertThat(p99).as(what).isLessThan(MOST);
        assertThat(elsewhere).as(what + ", other node").isLessThan(MOST);
        for (Node node : List.of(NODE, OTHER)) {
            assertThat(node.probe("ready")).isEqualTo(200);
            assertThat(node.log()).doesNotContain("OutOfMemoryError");
        }
    }

    private static Duration p99(List<GoodConsumer> consumers) {
        List<Duration> latencies = consumers.stream()
                .flatMap(consumer -> consumer.takeLatencies().stream())
                .sorted()
                .toList();
        return latencies.get((int) (latencies.size() * 0.99));
    }

    private static long used() {
        String memory = console.text("INFO", "memory");
        String used = memory.lines()
                .filter(line -> line.startsWith("used_memory:"))
                .findFirst()
                .orElseThrow();
        return Long.parseLong(used.substring(used.indexOf(':') + 1).trim());
    }

    private static String admin(String part) {
        SampleRequest request = SampleRequest.of("GET", "/admin/v1/groups/cls/" + Fixtures.LOGSET + "/greedy" + part)
                .header("Host", "localhost")
                .header("Authorization", "Bearer " + Fixtures.ADMIN_KEY + ":" + Fixtures.SECRET);
        return RawHttp.send(NODE.port(), request).body();
    }

    private static String sls(String method, String target, String body) {
        SampleRequest request = Requests.sls(method, Fixtures.PROJECT, target, body);
        return RawHttp.send(NODE.port(), Requests.slsSigned(request, Instant.now()))
                .body();
    }

    /** It may take long: whoever sends so much waits for himself. */
    private static String patiently(SampleRequest request) {
        SampleRequest signed = Requests.clsSigned(request, Instant.now());
        byte[] body = signed.raw().body();
        String head = RawHttp.head(signed)
                .append("Content-Length: ")
                .append(body.length)
                .append("\r\nConnection: close\r\n\r\n")
                .toString();
        try (Socket socket = new Socket("127.0.0.1", NODE.port())) {
            socket.setSoTimeout((int) Duration.ofMinutes(1).toMillis());
            socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().write(body);
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String cls(String action, String body) {
        SampleRequest request = Requests.clsSigned(Requests.cls(action, body), Instant.now());
        return RawHttp.send(NODE.port(), request).body();
    }
}
