package io.shardbeat.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.shardbeat.testkit.Fixtures;
import io.shardbeat.testkit.Node;
import io.shardbeat.testkit.RedisProcess;
import io.shardbeat.testkit.RedisUser;
import io.shardbeat.testkit.proxy.TcpProxy;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Strangers without a key attack one of two nodes. Consumers that do nothing wrong, of both nodes and of one group, lose
 * nothing, and hardly notice. Takes three seconds per attack; {@code -Dhostile.seconds=60} takes longer, and holds the
 * node to what a quiet machine keeps.
 */
@Tag("hostile")
class HostileIT {
    private static final Duration LENGTH = Duration.ofSeconds(Integer.getInteger("hostile.seconds", 3));
    private static final boolean IS_LONG = LENGTH.toSeconds() > 10;
    private static final Duration MOST_ATTACKED = Duration.ofMillis(IS_LONG ? 1_500 : 6_000);
    private static final Duration MOST_OTHER = Duration.ofMillis(IS_LONG ? 500 : 6_000);
    /** What an overloaded machine may bring about in a short run, and every client repeats. */
    private static final String WORTH_REPEATING = "please try again later";

    private static final int HEAP_MEGABYTES = 512;
    /** Of 512 MB of heap, with what a JVM and Netty have beside it. */
    private static final int MOST_RESIDENT_MEGABYTES = 900;

    private static final RedisProcess REDIS = new RedisProcess();
    private static final Node OTHER = Node.on(REDIS.uri());
    private static final List<GoodConsumer> ON_ATTACKED = new ArrayList<>();
    private static final List<GoodConsumer> ON_OTHER = new ArrayList<>();
    private static Node attacked;
    private static TcpProxy wayToRedis;

    interface Start {
        Attack at(Node node);
    }

    @BeforeAll
    static void startFleet() throws Exception {
        REDIS.start();
        wayToRedis = new TcpProxy(REDIS);
        attacked = Node.on(RedisUser.at(wayToRedis.port())).heap(HEAP_MEGABYTES).openFiles(400);
        attacked.set("shardbeat.sls.upstream", "http://127.0.0.1:" + REDIS.port());
        attacked.start();
        OTHER.start();
        attacked.awaitReady();
        OTHER.awaitReady();
        for (int i = 0; i < 4; i++) {
            ON_ATTACKED.add(new GoodConsumer("attacked-" + i, attacked));
            ON_OTHER.add(new GoodConsumer("other-" + i, OTHER));
        }
        await().atMost(Duration.ofSeconds(60))
                .until(() ->
                        all().stream().allMatch(consumer -> consumer.shards().size() == 1));
        all().forEach(GoodConsumer::takeFailures);
    }

    @AfterAll
    static void end() throws Exception {
        for (GoodConsumer consumer : all()) {
            consumer.close();
        }
        attacked.close();
        OTHER.close();
        wayToRedis.close();
        REDIS.close();
    }

    private static List<GoodConsumer> all() {
        List<GoodConsumer> all = new ArrayList<>(ON_ATTACKED);
        all.addAll(ON_OTHER);
        return all;
    }

    @Test
    void bodiesInTinyChunks() throws Exception {
        withstands("tiny chunks, 4", node -> Attack.tinyChunks(node, 4));
    }

    @Test
    void longBodiesThatNeverEnd() throws Exception {
        withstands("4 MB bodies that never end, 150", node -> Attack.endlessBodies(node, 150, 4_000_000, 3_900_000));
    }

    @Test
    void shortBodiesThatNeverEnd() throws Exception {
        withstands("60 KB bodies that never end, 300", node -> Attack.endlessBodies(node, 300, 60_000, 59_000));
    }

    @Test
    void requestsWhoseAnswersNobodyReads() throws Exception {
        withstands("never reads, 20", node -> Attack.neverReads(node, 20));
    }

    @Test
    void requestsWithoutEnd() throws Exception {
        withstands("pipelines, 60", node -> Attack.pipelines(node, 60));
    }

    @Test
    void slowHeads() throws Exception {
        withstands("slow heads, 200", node -> Attack.slowHeads(node, 200));
    }

    @Test
    void lineFeedsInHttp2ThatWouldBePassedOn() throws Exception {
        Http2Frames.Head head =
                new Http2Frames.Head(Fixtures.PROJECT + ".example.com", "/logstores/eight/shards/lb", List.of());
        withstands("a line feed in a header of HTTP/2, 4", node -> Attack.brokenHttp2(node, 4, head.with("a", "b\nc")));
        withstands(
                "a line end in a path of HTTP/2, 4",
                node -> Attack.brokenHttp2(node, 4, head.path("/logstores/eight/shards\r\nHost: x")));
    }

    /** And the connections to Redis are cut meanwhile, so that new ones are needed. */
    @Test
    void moreConnectionsThanTheProcessMayOpenFiles() throws Exception {
        Thread cutter = new Thread(HostileIT::cutRedis);
        withstands("500 idle connections with 400 files", node -> {
            Attack attack = Attack.idles(node, 500);
            cutter.start();
            return attack;
        });
        cutter.join();
        for (int i = 0; i < 16; i++) {
            assertThat(attacked.probe("ready")).as("on whichever event loop").isEqualTo(200);
        }
    }

    private static void cutRedis() {
        try {
            for (int i = 0; i < 3; i++) {
                TimeUnit.MILLISECONDS.sleep(500);
                wayToRedis.reset();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void headersThatAreTooLongEndOneRequestOfHttp2() throws Exception {
        Http2Frames.Head beat = new Http2Frames.Head(
                Fixtures.PROJECT + ".example.com",
                "/logstores/eight/consumergroups/fleet?type=heartbeat&consumer=x",
                List.of(Map.entry("content-type", "application/json")));
        byte[] body = "[]".getBytes(StandardCharsets.US_ASCII);
        for (int length : new int[] {11_000, 25_000, 60_000}) {
            try (Socket socket = new Socket("127.0.0.1", attacked.port())) {
                socket.setSoTimeout(10_000);
                socket.getOutputStream().write(Http2Frames.preface());
                socket.getOutputStream().write(Http2Frames.request(1, beat.with("a", "b".repeat(length)), body));
                socket.getOutputStream().write(Http2Frames.request(3, beat, body));
                DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
                assertThat(Http2Frames.answer(in, 1))
                        .contains(length < 20_000 ? "MissAccessKeyId" : "the headers are longer than 20480 bytes");
                assertThat(Http2Frames.answer(in, 3)).contains("MissAccessKeyId");
            }
        }
    }

    private static void withstands(String what, Start start) throws Exception {
        int resident = 0;
        int lines = attacked.log().split("\n", -1).length;
        all().forEach(GoodConsumer::takeLatencies);
        try (Attack attack = start.at(attacked)) {
            long end = System.nanoTime() + LENGTH.toNanos();
            while (System.nanoTime() < end) {
                resident = Math.max(resident, attacked.residentMegabytes());
                TimeUnit.MILLISECONDS.sleep(200);
            }
        }
        long over = System.nanoTime();
        await(what).atMost(Duration.ofSeconds(10)).until(() -> attacked.probe("ready") == 200);
        Duration recovered = Duration.ofNanos(System.nanoTime() - over);
        Duration ofAttacked = p99(ON_ATTACKED);
        Duration ofOther = p99(ON_OTHER);
        int logged = attacked.log().split("\n", -1).length - lines;
        System.out.printf(
                "hostile: %-45s p99 %4d ms, other node %4d ms, ready after %d ms, %d MB, %d lines%n",
                what, ofAttacked.toMillis(), ofOther.toMillis(), recovered.toMillis(), resident, logged);
        assertThat(all().stream().flatMap(consumer -> consumer.takeFailures().stream()))
                .as(what)
                .filteredOn(failure -> IS_LONG || !failure.contains(WORTH_REPEATING))
                .isEmpty();
        assertThat(ofAttacked).as(what).isLessThan(MOST_ATTACKED);
        assertThat(ofOther).as(what).isLessThan(MOST_OTHER);
        assertThat(resident).as(what + ", MB").isLessThan(MOST_RESIDENT_MEGABYTES);
        assertThat(logged).as(what + ", lines of log").isLessThan(100);
        assertThat(attacked.log()).doesNotContain("OutOfMemoryError", "NoClassDefFoundError");
    }

    private static Duration p99(List<GoodConsumer> consumers) {
        List<Duration> all = consumers.stream()
                .flatMap(consumer -> consumer.takeLatencies().stream())
                .sorted()
                .toList();
        return all.isEmpty() ? Duration.ofDays(1) : all.get((int) (all.size() * 0.99));
    }
}
