package io.shardbeat.redis;

import io.vertx.redis.client.Command;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Reads that may be big, in chunks: one long command would stop every heartbeat behind it. */
final class BigReads {
    private static final int CHUNK = 1_000;

    private final RedisPipeline redis;

    BigReads(RedisPipeline redis) {
        this.redis = redis;
    }

    /**
     * A whole hash, in no particular order.
     *
     * @param size its size as last known: decides how it is read
     */
    CompletionStage<Map<String, byte[]>> hash(String key, int size) {
        Map<String, byte[]> hash = new LinkedHashMap<>(size * 2);
        if (size == 0) {
            return CompletableFuture.completedFuture(hash);
        }
        if (size <= CHUNK) {
            return redis.send(RedisCall.of(Command.HGETALL, key)).thenApply(reply -> {
                if (reply != null) {
                    collect(reply, hash);
                }
                return hash;
            });
        }
        return scan(key, "0", hash);
    }

    /** HSCAN may repeat a field and may miss one that came during the scan: both are caught by the commit. */
    private CompletionStage<Map<String, byte[]>> scan(String key, String cursor, Map<String, byte[]> into) {
        RedisCall scan = RedisCall.of(Command.HSCAN, key, cursor, "COUNT", CHUNK);
        return redis.send(scan).thenCompose(reply -> {
            if (reply == null) {
                return CompletableFuture.completedFuture(into);
            }
            collect(reply.get(1), into);
            String next = reply.get(0).toString();
            return next.equals("0") ? CompletableFuture.completedFuture(into) : scan(key, next, into);
        });
    }

    /** A whole set, in no particular order. */
    CompletionStage<Set<String>> set(String key) {
        return scanSet(key, "0", new HashSet<>());
    }

    private CompletionStage<Set<String>> scanSet(String key, String cursor, Set<String> into) {
        RedisCall scan = RedisCall.of(Command.SSCAN, key, cursor, "COUNT", CHUNK);
        return redis.send(scan).thenCompose(reply -> {
            if (reply == null) {
                return CompletableFuture.completedFuture(into);
            }
            reply.get(1).forEach(member -> into.add(member.toString()));
            String next = reply.get(0).toString();
            return next.equals("0") ? CompletableFuture.completedFuture(into) : scanSet(key, next, into);
        });
    }

    /** A hash reply is a map in RESP3 and a flat list in RESP2 (and always flat from HSCAN). */
    private static void collect(Response reply, Map<String, byte[]> into) {
        if (reply.isMap()) {
            reply.getKeys().forEach(field -> into.put(field, reply.get(field).toBytes()));
            return;
        }
        for (int i = 0; i + 1 < reply.size(); i += 2) {
            into.put(reply.get(i).toString(), reply.get(i + 1).toBytes());
        }
    }

    /** The values of many keys of one slot, in the keys' order; {@code null} where there is none. */
    CompletionStage<List<byte @Nullable []>> values(List<String> keys) {
        List<RedisCall> chunks = new ArrayList<>();
        for (int from = 0; from < keys.size(); from += CHUNK) {
            List<String> chunk = keys.subList(from, Math.min(keys.size(), from + CHUNK));
            chunks.add(RedisCall.of(Command.MGET, chunk.toArray()));
        }
        return redis.sendAll(chunks).thenApply(replies -> {
            List<byte @Nullable []> values = new ArrayList<>(keys.size());
            for (Response reply : replies) {
                for (Response value : reply) {
                    values.add(value == null ? null : value.toBytes());
                }
            }
            return values;
        });
    }
}
