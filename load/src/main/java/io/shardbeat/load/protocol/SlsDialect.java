package io.shardbeat.load.protocol;

import io.shardbeat.load.plan.GroupSpec;
import io.shardbeat.load.plan.Shards;
import io.shardbeat.load.protocol.Answer.Kind;
import org.jspecify.annotations.Nullable;

/** SLS as its consumers speak it. Source: "Consumer group interfaces" of the SLS API reference; the official clients. */
final class SlsDialect implements Dialect {
    private static final String ENDPOINT = ".load.example.com";
    private static final String REGION = "load";

    private final GroupSpec group;
    private final Wire wire;
    private final String groups;

    SlsDialect(GroupSpec group, @Nullable AccessKey key, SlsSigning signing) {
        this.group = group;
        groups = "/logstores/" + group.topic() + "/consumergroups";
        String host = group.namespace() + ENDPOINT;
        wire = new Wire(new Clock(), key == null ? null : signer(key, signing, host), "Host: " + host + "\r\n");
    }

    private static Signer signer(AccessKey key, SlsSigning signing, String host) {
        return signing == SlsSigning.V1 ? new SlsV1Signer(key) : new SlsV4Signer(key, REGION, host);
    }

    @Override
    public byte[] create() {
        return send(Request.of(
                "POST",
                groups,
                "{\"consumerGroup\":\"" + group.name() + "\",\"timeout\":" + group.timeoutSeconds()
                        + ",\"order\":false}"));
    }

    @Override
    public byte[] update() {
        return send(Request.of(
                "PUT", groups + "/" + group.name(), "{\"order\":false,\"timeout\":" + group.timeoutSeconds() + "}"));
    }

    @Override
    public byte[] delete() {
        return send(Request.without("DELETE", groups + "/" + group.name()));
    }

    private byte[] send(Request request) {
        return prepare(request, "").bytes(wire.now());
    }

    private Wire.Ready prepare(Request request, String headers) {
        return wire.prepare(
                request, headers + (request.body().length == 0 ? "" : "Content-Type: application/json\r\n"));
    }

    @Override
    public Beats beats(String consumer, String userAgent) {
        String headers = Wire.userAgent(userAgent);
        return new PreparedBeats(wire, report -> prepare(heartbeat(consumer, report), headers));
    }

    private Request heartbeat(String consumer, Shards report) {
        StringBuilder body = new StringBuilder("[");
        report.appendTo(body);
        return new Request(
                "POST",
                groups + "/" + group.name(),
                "type=heartbeat&consumer=" + consumer,
                "consumer=" + consumer + "&type=heartbeat",
                Digests.utf8(body.append(']')));
    }

    @Override
    public Answer read(Reply reply) {
        byte[] body = reply.body();
        if (reply.status() == 200 && body.length == 0) {
            return Answer.done(Shards.NONE, reply.epoch());
        }
        if (reply.status() == 200 && body[0] == '[') {
            Shards grant = Json.shards(body);
            return grant == null
                    ? Answer.failed("200 with a body that is no array of shards")
                    : Answer.done(grant, reply.epoch());
        }
        String code = reply.status() + " " + Json.text(body, "errorCode");
        return switch (code) {
            case "400 NotExistConsumerWithBody" -> Answer.of(Kind.UNKNOWN_MEMBER, code);
            case "400 ConsumerGroupAlreadyExist" -> Answer.of(Kind.EXISTS, code);
            default -> Answer.failed(code);
        };
    }
}
