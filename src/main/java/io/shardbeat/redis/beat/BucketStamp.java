package io.shardbeat.redis.beat;

import io.shardbeat.redis.beat.GroupKeyCache.EncodedKeys;
import io.shardbeat.redis.link.Link;
import io.shardbeat.redis.link.RedisCall;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What is so of all groups of a bucket: two stamps are equal exactly when no group of it has changed, as long as every node
 * counts what it changes.
 *
 * @param incarnation which server, after which loss
 * @param changes how many there were
 */
record BucketStamp(byte @Nullable [] incarnation, byte @Nullable [] changes) {
    private static final byte[] INCARNATION = "incarnation".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CHANGES = "changes".getBytes(StandardCharsets.US_ASCII);

    /** {@code null} when it went another way than the link's own connection, or nothing was sent. */
    static CompletionStage<@Nullable BucketStamp> read(Link link, EncodedKeys keys, BooleanSupplier onlyWhile) {
        Request fields =
                Request.cmd(Command.HMGET).arg(keys.sweep()).arg(INCARNATION).arg(CHANGES);
        RedisCall bucket = new RedisCall(fields, null, keys.sweep());
        bucket.onlyWhile = onlyWhile;
        link.send(bucket);
        return bucket.reply.thenApply(hash -> hash == null || bucket.detours > 0
                ? null
                : new BucketStamp(GroupStamp.bytes(hash.get(0)), GroupStamp.bytes(hash.get(1))));
    }

    boolean isSameAs(BucketStamp other) {
        return isOfSameServerAs(other) && Arrays.equals(changes, other.changes);
    }

    boolean isOfSameServerAs(BucketStamp other) {
        return Arrays.equals(incarnation, other.incarnation);
    }
}
