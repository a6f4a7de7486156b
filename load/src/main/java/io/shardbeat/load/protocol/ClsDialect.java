package io.shardbeat.load.protocol;

import io.shardbeat.load.plan.GroupSpec;
import io.shardbeat.load.plan.Shards;
import io.shardbeat.load.protocol.Answer.Kind;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** CLS as its consumers speak it: API 3.0, JSON, one topic. Source: the CLS API reference; the official consumers. */
final class ClsDialect implements Dialect {
    private static final String HOST = "cls.load.example.com";
    private static final String TYPE = "application/json";
    private static final String EXISTS = "consumer group already exists";

    private final GroupSpec group;
    private final Wire wire;

    ClsDialect(GroupSpec group, @Nullable AccessKey key) {
        this.group = group;
        wire = new Wire(
                new Clock(),
                key == null ? null : new Tc3Signer(key, "cls", TYPE, HOST),
                "Host: " + HOST + "\r\nContent-Type: " + TYPE
                        + "\r\nX-TC-Version: 2020-10-16\r\nX-TC-Region: load\r\n");
    }

    @Override
    public byte[] create() {
        return send("CreateConsumerGroup", settings());
    }

    @Override
    public byte[] update() {
        return send("ModifyConsumerGroup", settings());
    }

    @Override
    public byte[] delete() {
        return send("DeleteConsumerGroup", "{" + names() + "}");
    }

    private String names() {
        return "\"LogsetId\":\"" + group.namespace() + "\",\"ConsumerGroup\":\"" + group.name() + "\"";
    }

    private String settings() {
        return "{" + names() + ",\"Timeout\":" + group.timeoutSeconds() + ",\"Topics\":[\"" + group.topic() + "\"]}";
    }

    private byte[] send(String action, String body) {
        return prepare(action, body, "").bytes(wire.now());
    }

    private Wire.Ready prepare(String action, CharSequence body, String headers) {
        Request request = new Request("POST", "/", "", "", Digests.utf8(body));
        return wire.prepare(request, headers + "X-TC-Action: " + action + "\r\n");
    }

    @Override
    public Beats beats(String consumer, String userAgent) {
        String headers = Wire.userAgent(userAgent);
        String before = "{" + names() + ",\"Consumer\":\"" + consumer + "\",\"TopicPartitionsInfo\":[{\"TopicID\":\""
                + group.topic() + "\",\"Partitions\":[";
        return new PreparedBeats(wire, report -> {
            StringBuilder body = new StringBuilder(before);
            report.appendTo(body);
            return prepare("SendConsumerHeartbeat", body.append("]}]}"), headers);
        });
    }

    @Override
    public Answer read(Reply reply) {
        if (reply.status() != 200) {
            return Answer.failed(Integer.toString(reply.status()));
        }
        String code = Json.text(reply.body(), "Code");
        if (code.isEmpty()) {
            Shards grant = Json.partitions(reply.body());
            return grant == null
                    ? Answer.failed("200 with a body that is no answer")
                    : Answer.done(grant, reply.epoch());
        }
        boolean exists = new String(reply.body(), StandardCharsets.UTF_8).contains(EXISTS);
        return exists ? Answer.of(Kind.EXISTS, code) : Answer.failed(code);
    }
}
