package io.shardbeat.load.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.load.plan.GroupSpec;
import io.shardbeat.load.plan.Protocol;
import io.shardbeat.load.plan.Shards;
import io.shardbeat.load.protocol.Answer.Kind;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DialectTest {
    private final Dialect sls = dialect(Protocol.SLS);
    private final Dialect cls = dialect(Protocol.CLS);

    @Test
    void anSlsHeartbeatReportsInABareArray() {
        assertThat(text(sls.beats("c1").beat(Shards.of(1, 0))))
                .startsWith("POST /logstores/topic/consumergroups/group?type=heartbeat&consumer=c1 HTTP/1.1\r\n"
                        + "Host: space.load.example.com\r\n")
                .contains("Content-Length: 5\r\n")
                .endsWith("\r\n\r\n[0,1]");
    }

    @Test
    void aClsHeartbeatReportsItsTopicEvenWhenItHoldsNothing() {
        assertThat(text(cls.beats("c1").beat(Shards.NONE)))
                .contains("X-TC-Action: SendConsumerHeartbeat\r\n")
                .endsWith("{\"LogsetId\":\"space\",\"ConsumerGroup\":\"group\",\"Consumer\":\"c1\","
                        + "\"TopicPartitionsInfo\":[{\"TopicID\":\"topic\",\"Partitions\":[]}]}");
    }

    @Test
    void aChangedReportIsSent() {
        Dialect.Beats beats = sls.beats("c1");
        beats.beat(Shards.NONE);

        assertThat(text(beats.beat(Shards.of(3)))).endsWith("[3]");
    }

    @Test
    void grantsAreRead() {
        assertThat(sls.read(new Reply(200, 7, bytes("[0, 12]")))).isEqualTo(Answer.done(Shards.of(0, 12), 7));
        assertThat(cls.read(new Reply(200, 7, bytes("""
                        {"Response":{"ConsumerGroup":"group","TopicPartitionsInfo":
                        [{"TopicID":"topic","Partitions":[0,12]}],"RequestId":"x"}}""")))).isEqualTo(Answer.done(Shards.of(0, 12), 7));
    }

    @Test
    void aGrantThatIsNoneIsAFailureAndNotAnEmptyGrant() {
        assertThat(sls.read(new Reply(200, 7, bytes("null"))).kind()).isEqualTo(Kind.FAILED);
        assertThat(sls.read(new Reply(200, 7, bytes("[0,"))).kind()).isEqualTo(Kind.FAILED);
        assertThat(cls.read(new Reply(
                                200, 7, bytes("{\"Response\":{\"TopicPartitionsInfo\":[{\"Partitions\":null}]}}")))
                        .kind())
                .isEqualTo(Kind.FAILED);
    }

    @Test
    void errorsAreToldApart() {
        assertThat(sls.read(new Reply(
                                400, 0, bytes("{\"errorCode\":\"NotExistConsumerWithBody\",\"errorMessage\":\"…\"}")))
                        .kind())
                .isEqualTo(Kind.UNKNOWN_MEMBER);
        assertThat(sls.read(new Reply(500, 0, bytes("{\"errorCode\":\"InternalServerError\"}"))))
                .isEqualTo(Answer.failed("500 InternalServerError"));
        assertThat(cls.read(new Reply(
                        200, 0, bytes("{\"Response\":{\"Error\":{\"Code\":\"InternalError\",\"Message\":\"…\"}}}"))))
                .isEqualTo(Answer.failed("InternalError"));
        assertThat(cls.read(new Reply(
                                200,
                                0,
                                bytes("{\"Response\":{\"Error\":{\"Code\":\"FailedOperation\","
                                        + "\"Message\":\"consumer group already exists\"}}}")))
                        .kind())
                .isEqualTo(Kind.EXISTS);
    }

    private static Dialect dialect(Protocol protocol) {
        return Dialect.of(new GroupSpec(protocol, "space", "topic", "group", 20), null, SlsSigning.V1);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
