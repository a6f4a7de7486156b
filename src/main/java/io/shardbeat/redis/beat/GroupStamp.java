package io.shardbeat.redis.beat;

import io.shardbeat.redis.beat.GroupKeyCache.EncodedKeys;
import io.shardbeat.redis.format.SettingsRecord;
import io.shardbeat.redis.link.Link;
import io.shardbeat.redis.link.RedisCall;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * All that an answer to a steady heartbeat rests on beside the member's own record, as Redis keeps it: two stamps are equal
 * exactly when nothing of it has changed, since every commit raises the epoch.
 *
 * @param fields of the group's hash: epoch, session timeout in milliseconds, incarnation, rebuild, margin
 * @param bucket as it was before: what is counted there afterwards may be a change of these fields
 */
record GroupStamp(byte[] @Nullable [] fields, BucketStamp bucket) {
    private static final byte[][] NAMES = {
        bytes("epoch"), bytes("ttl"), bytes("incarnation"), bytes("rebuild"), bytes("margin")
    };

    /** {@code null} when something of it went another way than the link's own connection, or nothing was sent. */
    static CompletionStage<@Nullable GroupStamp> read(Link link, EncodedKeys keys, BooleanSupplier onlyWhile) {
        Request fields = Request.cmd(Command.HMGET).arg(keys.group());
        for (byte[] name : NAMES) {
            fields.arg(name);
        }
        RedisCall group = new RedisCall(fields, null, keys.group());
        group.onlyWhile = onlyWhile;
        CompletionStage<@Nullable BucketStamp> before = BucketStamp.read(link, keys, onlyWhile);
        link.send(group);
        return before.thenCombine(
                group.reply,
                (bucket, hash) -> bucket == null || hash == null || group.detours > 0 ? null : of(hash, bucket));
    }

    private static GroupStamp of(Response hash, BucketStamp bucket) {
        byte[] @Nullable [] fields = new byte[NAMES.length][];
        for (int i = 0; i < fields.length; i++) {
            fields[i] = bytes(hash.get(i));
        }
        return new GroupStamp(fields, bucket);
    }

    static byte @Nullable [] bytes(@Nullable Response value) {
        return value == null ? null : value.toBytes();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    long epoch() {
        return Long.parseLong(text(0));
    }

    byte[] ttl() {
        return bytes(text(1));
    }

    /**
     * Whether heartbeats may be answered without the script: as it sees the group, it exists, no writes may be lost,
     * ownership is not rebuilt, and intervals are not observed.
     *
     * @param auto whether groups without a fence margin of their own have the automatic one
     */
    boolean isSteady(boolean auto) {
        boolean exists =
                fields[0] != null && fields[1] != null && text(0).matches("\\d{1,18}") && text(1).matches("\\d{1,18}");
        boolean certain = fields[3] == null && fields[2] != null && Arrays.equals(fields[2], bucket.incarnation());
        boolean observesIntervals = text(4).isEmpty() ? auto : text(4).equals(SettingsRecord.AUTO);
        return exists && certain && !observesIntervals;
    }

    private String text(int field) {
        byte[] value = fields[field];
        return value == null ? "" : new String(value, StandardCharsets.UTF_8);
    }

    boolean isSameAs(GroupStamp other) {
        return Arrays.deepEquals(fields, other.fields) && bucket.isOfSameServerAs(other.bucket);
    }
}
