package io.shardbeat.it.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.aliyun.openservices.log.http.signer.SignVersion;
import io.shardbeat.it.client.Cloud;
import io.shardbeat.it.client.Consumer;
import io.shardbeat.it.client.Requests;
import io.shardbeat.it.client.SlowMachine;
import io.shardbeat.it.client.SlsCloud;
import io.shardbeat.testkit.Fixtures;
import io.shardbeat.testkit.Witness;
import io.shardbeat.testkit.process.Node;
import io.shardbeat.testkit.process.RedisConsole;
import io.shardbeat.testkit.process.RedisProcess;
import io.shardbeat.testkit.wire.RawHttp;
import io.shardbeat.testkit.wire.SampleRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** One node, and its Redis away: at the start, killed, frozen. In this order, since a start is slow. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OutageIT {
    private static final Duration SESSION = Duration.ofSeconds(2);
    /** What a node waits for Redis, and room for a busy machine. */
    private static final Duration ANSWER = Duration.ofMillis(1_500).plus(SlowMachine.SLACK);

    /** Writes every command to its log before it answers, so that a kill loses nothing. */
    private static final RedisProcess REDIS = new RedisProcess("appendonly", "yes");

    private static final Node NODE = Node.on(REDIS.uri());

    private final Cloud cloud = new SlsCloud(SignVersion.V1);
    private final Witness witness = new Witness();

    @BeforeAll
    static void startWithoutRedis() {
        NODE.start().awaitLive();
    }

    @AfterAll
    static void stop() {
        NODE.close();
        REDIS.close();
    }

    @Test
    @Order(1)
    void aNodeStartsWithoutRedisAndServesOnceItIsThere() {
        assertThat(NODE.probe("ready")).isEqualTo(503);
        assertThat(NODE.probe("live")).isEqualTo(200);
        assertBothCloudsAnswerThatTheServerFailed();
        REDIS.start();
        NODE.awaitReady();
        RawHttp.Response answer = RawHttp.send(NODE.port(), slsBeat());
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("[0,1,2,3,4,5,6,7]");
    }

    @Test
    @Order(2)
    void nobodyWhoCouldNotBeatIsExpired() throws Exception {
        String group = "killed";
        cloud.createAt(NODE, group, (int) SESSION.toSeconds());
        Consumer early = new Consumer(cloud, group, "early", witness);
        Consumer late = new Consumer(cloud, group, "late", witness);
        split(early, late);
        long epoch = late.epoch();
        Set<Integer> earlyHad = early.beat(NODE);
        Set<Integer> lateHad = late.beat(NODE);

        REDIS.kill();
        assertBothCloudsAnswerThatTheServerFailed();
        NODE.awaitNotReady();
        assertThat(NODE.probe("live")).isEqualTo(200);
        await().atMost(SESSION.plusSeconds(5)).until(() -> late.sinceSent().compareTo(SESSION.plusMillis(500)) > 0);
        REDIS.start();

        await().atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .until(() -> early.beatNow(NODE).size() == 4);
        assertThat(early.beat(NODE)).as("the other has not come back yet").hasSize(4);
        assertThat(late.beat(NODE)).hasSize(4);
        NODE.awaitReady();
        for (int i = 0; i < 3; i++) {
            assertThat(early.beat(NODE)).as("nothing moved").isEqualTo(earlyHad);
            assertThat(late.beat(NODE)).as("nothing moved").isEqualTo(lateHad);
        }
        assertThat(late.epoch())
                .as("a Redis that was restarted may have lost writes")
                .isGreaterThan(epoch);
        assertThat(witness.breaches()).isEmpty();
    }

    @Test
    @Order(3)
    void aFrozenRedisIsAnsweredInTimeToo() throws Exception {
        String group = "frozen";
        cloud.createAt(NODE, group, (int) SESSION.toSeconds());
        Consumer early = new Consumer(cloud, group, "early", witness);
        Consumer late = new Consumer(cloud, group, "late", witness);
        split(early, late);
        long epoch = late.epoch();

        REDIS.freeze();
        assertBothCloudsAnswerThatTheServerFailed();
        assertBothCloudsAnswerThatTheServerFailed();
        NODE.awaitNotReady();
        await().atMost(SESSION.plusSeconds(5)).until(() -> late.sinceSent().compareTo(SESSION.plusMillis(500)) > 0);
        REDIS.thaw();

        await().atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .until(() -> early.beatNow(NODE).size() == 4);
        assertThat(late.beatNow(NODE)).hasSize(4);
        assertThat(late.epoch()).as("nothing moved").isEqualTo(epoch);
        NODE.awaitReady();
    }

    @Test
    @Order(4)
    void whatTheCatalogFileDeclaresComesBackToARedisThatLostEverything() {
        try (RedisConsole console = new RedisConsole(REDIS.uri())) {
            console.call("FLUSHALL");
        }
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(RawHttp.send(NODE.port(), slsBeat()).status())
                                .isEqualTo(200));
    }

    /** Within the bound, and never with an empty list. */
    private static void assertBothCloudsAnswerThatTheServerFailed() {
        RawHttp.Response sls = inTime(slsBeat());
        assertThat(sls.status()).isEqualTo(500);
        assertThat(sls.body()).contains("\"errorCode\":\"InternalServerError\"");
        RawHttp.Response cls = inTime(Requests.clsSigned(
                Requests.cls(
                        "SendConsumerHeartbeat",
                        "{\"ConsumerGroup\":\"steady\",\"Consumer\":\"c\",\"LogsetId\":\"" + Fixtures.BAD_INPUT_LOGSET
                                + "\",\"TopicPartitionsInfo\":[]}"),
                Instant.now()));
        assertThat(cls.status()).isEqualTo(200);
        assertThat(cls.body()).contains("\"Code\":\"InternalError\"");
    }

    private static RawHttp.Response inTime(SampleRequest request) {
        long start = System.nanoTime();
        RawHttp.Response answer = RawHttp.send(NODE.port(), request);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(ANSWER);
        return answer;
    }

    private static SampleRequest slsBeat() {
        return Requests.slsSigned(
                Requests.sls(
                        "POST",
                        Fixtures.BAD_INPUT_PROJECT,
                        "/logstores/" + Fixtures.LOGSTORE + "/consumergroups/" + Fixtures.BAD_INPUT_GROUP
                                + "?type=heartbeat&consumer=c",
                        "[]"),
                Instant.now());
    }

    private static void split(Consumer one, Consumer other) throws Exception {
        one.beat(NODE);
        other.beat(NODE);
        one.beat(NODE);
        one.letsGo().beat(NODE);
        await().atMost(Duration.ofSeconds(20)).until(() -> other.beatNow(NODE).size() == 4);
        assertThat(one.granted()).hasSize(4);
    }
}
