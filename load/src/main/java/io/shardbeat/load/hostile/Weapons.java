package io.shardbeat.load.hostile;

import io.shardbeat.load.fleet.Endpoint;
import io.shardbeat.load.plan.Attack;
import io.shardbeat.load.plan.GroupSpec;
import io.shardbeat.load.plan.Shards;
import io.shardbeat.load.protocol.Dialect;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;

/** The bytes of every attack. Heartbeats are of a group of the attackers' own, and signed where there is a key. */
final class Weapons {
    private static final int UNKNOWN_SHARDS = 5_000;
    private static final int PIPELINED = 50;
    private static final int ANNOUNCED_BYTES = 640_000;
    private static final String HEAD = "POST / HTTP/1.1\r\nHost: cls.load.example.com\r\n"
            + "Content-Type: application/json\r\nX-TC-Action: SendConsumerHeartbeat\r\nX-TC-Version: 2020-10-16\r\n";
    private static final byte[] NOTHING = new byte[0];
    private static final byte[] TRICKLE_HEAD = ascii(HEAD + "Transfer-Encoding: chunked\r\n\r\n");
    private static final byte[] TRICKLE_BYTE = ascii("1\r\n \r\n");
    private static final byte[] ENDLESS_HEAD =
            ascii(HEAD + "Content-Length: " + ANNOUNCED_BYTES + "\r\n\r\n" + " ".repeat(ANNOUNCED_BYTES / 10));

    private final GroupSpec group;
    private final Endpoint endpoint;
    private final Dialect dialect;
    private final Shards unknown = Shards.of(IntStream.range(0, UNKNOWN_SHARDS).toArray());
    private long turn;

    Weapons(GroupSpec group, Endpoint endpoint) {
        this.group = group;
        this.endpoint = endpoint;
        dialect = dialect(group);
    }

    private Dialect dialect(GroupSpec of) {
        return Dialect.of(of, endpoint.key(), endpoint.slsSigning());
    }

    /** What is sent on a fresh connection; empty for nothing. */
    byte[] opening(Attack attack) {
        return switch (attack) {
            case TRICKLE -> TRICKLE_HEAD;
            case ENDLESS -> ENDLESS_HEAD;
            case IDLE, PIPELINE, FLOOD, UNKNOWN -> NOTHING;
        };
    }

    /** What is sent at every turn; empty for nothing. */
    byte[] blow(Attack attack) {
        return switch (attack) {
            case IDLE, ENDLESS -> NOTHING;
            case TRICKLE -> TRICKLE_BYTE;
            case PIPELINE -> repeated(dialect.beats("hostile").beat(Shards.NONE));
            case FLOOD -> dialect.beats("hostile-" + turn++).beat(Shards.NONE);
            case UNKNOWN ->
                dialect(ofTopic("nowhere-" + turn++)).beats("hostile").beat(unknown);
        };
    }

    /** How many requests {@link #opening} or {@link #blow} begin. */
    int requests(Attack attack, boolean isOpening) {
        boolean opens = attack == Attack.TRICKLE || attack == Attack.ENDLESS;
        if (isOpening || opens || attack == Attack.IDLE) {
            return isOpening && opens ? 1 : 0;
        }
        return attack == Attack.PIPELINE ? PIPELINED : 1;
    }

    private GroupSpec ofTopic(String topic) {
        return new GroupSpec(group.protocol(), group.namespace(), topic, group.name(), group.timeoutSeconds());
    }

    private static byte[] repeated(byte[] request) {
        byte[] many = new byte[PIPELINED * request.length];
        for (int i = 0; i < PIPELINED; i++) {
            System.arraycopy(request, 0, many, i * request.length, request.length);
        }
        return many;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
