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
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads that may be big, in chunks: one long command would stop every heartbeat behind it. */
final class BigReads {
    private static final int CHUNK = 1_000;
    private static final CompletionStage<Void> DONE = CompletableFuture.completedStage(null);

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
        // HSCAN may repeat a field and may miss one that came during the scan: both are caught by the commit.
        return pages(Command.HSCAN, key, CHUNK, page -> {
                    collect(page, hash);
                    return DONE;
                })
                .thenApply(done -> hash);
    }

    /** A whole hash whose size is not known. */
    CompletionStage<Map<String, byte[]>> hash(String key) {
        return redis.send(RedisCall.of(Command.HLEN, key))
                .thenCompose(size -> hash(key, size == null ? 0 : size.toInteger()));
    }

    /** A whole set, in no particular order. */
    CompletionStage<Set<String>> set(String key) {
        Set<String> set = new HashSet<>();
        return pages(Command.SSCAN, key, CHUNK, page -> {
                    page.forEach(member -> set.add(member.toString()));
                    return DONE;
                })
                .thenApply(done -> set);
    }

    /**
     * The pages of a scan, each when the one before has been dealt with.
     *
     * @param scan HSCAN or SSCAN
     * @param count how many entries a page has, roughly
     */
    CompletionStage<Void> pages(Command scan, String key, int count, Function<Response, CompletionStage<Void>> deal) {
        return pagesFrom("0", scan, key, count, deal);
    }

    private CompletionStage<Void> pagesFrom(
            String cursor, Command scan, String key, int count, Function<Response, CompletionStage<Void>> deal) {
        return redis.send(RedisCall.of(scan, key, cursor, "COUNT", count)).thenCompose(reply -> {
            if (reply == null) {
                return DONE;
            }
            String next = reply.get(0).toString();
            CompletionStage<Void> dealt = deal.apply(reply.get(1));
            return next.equals("0") ? dealt : dealt.thenCompose(done -> pagesFrom(next, scan, key, count, deal));
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
