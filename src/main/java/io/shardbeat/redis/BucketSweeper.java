package io.shardbeat.redis;

import io.shardbeat.coordinator.GroupStore.Sweep;
import io.shardbeat.coordinator.LookTimes;
import io.shardbeat.coordinator.StoreListener;
import io.shardbeat.group.GroupId;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * Finds what is due in a bucket. A lease's entry is only a hint of when to look: alive, it moves to the lease's end;
 * gone, its group is due. Of a member that exists no more, the entry goes.
 */
final class BucketSweeper {
    private static final LuaScript SWEEP_BUCKET = LuaScript.named("sweep_bucket");
    private static final LuaScript LOOK_AT_LEASES = LuaScript.named("look_at_leases");
    /** Without a sweep by any node for this long in milliseconds, members could not all have renewed. */
    static final long GAP_MILLIS = 2_000;

    private static final int ENTRIES = 1_000;
    /** Leases in one call: a long one would stop every heartbeat behind it. */
    private static final int LOOKS = 100;
    /** Where the entries begin in the reply of the script. */
    private static final int FIRST_ENTRY = 3;
    /** A lease found gone is looked at again after this, in case its member comes back before the pass. */
    private static final long RECHECK_MILLIS = 1_000;

    private final RedisPipeline redis;
    private final Duration backupDelay;
    private final DueIndexRepair repair;
    private final StoreListener listener;
    private final LookTimes looks = new LookTimes(Keys.BUCKETS, () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));

    /** @param backupDelay how overdue an entry must be before a node that does not own the bucket takes it */
    BucketSweeper(RedisPipeline redis, Duration backupDelay, DueIndexRepair repair, StoreListener listener) {
        this.redis = redis;
        this.repair = repair;
        this.listener = listener;
        this.backupDelay = backupDelay;
    }

    boolean isTimeFor(int bucket) {
        return looks.isTimeFor(bucket);
    }

    /** A group of the bucket is due again in so many milliseconds: this node has just said so. */
    void expect(int bucket, long inMillis) {
        looks.expect(bucket, inMillis);
    }

    CompletionStage<List<GroupId>> sweep(int bucket, Sweep sweep) {
        long overdue = sweep == Sweep.OWN ? 0 : backupDelay.toMillis();
        RedisCall call = SWEEP_BUCKET.call(
                List.of(Keys.due(bucket), Keys.sweep(bucket)),
                Long.toString(overdue),
                Integer.toString(ENTRIES),
                Long.toString(GAP_MILLIS),
                Long.toString(redis.incarnation().epochFloor()));
        looks.begin(bucket);
        return redis.send(call)
                .thenCompose(reply -> {
                    if (reply == null) {
                        return CompletableFuture.<List<GroupId>>completedFuture(List.of());
                    }
                    looks.expect(bucket, quietMillis(reply) + overdue);
                    if (sweep == Sweep.OWN && reply.get(2).toInteger() == 1) {
                        repair.start(bucket);
                    }
                    return sort(bucket, reply);
                })
                .whenComplete((due, failure) -> {
                    if (failure != null) {
                        looks.expect(bucket, 0);
                    }
                });
    }

    /** For how long nothing more is due. What is due stays so until its pass, so that is looked at again at once. */
    private static long quietMillis(Response reply) {
        String next = reply.get(1).toString();
        if (reply.size() > FIRST_ENTRY) {
            return 0;
        }
        return next.isEmpty()
                ? LookTimes.REGULAR_MILLIS
                : (long) Math.ceil(Double.parseDouble(next)) - reply.get(0).toLong();
    }

    private CompletionStage<List<GroupId>> sort(int bucket, Response reply) {
        redis.incarnation().sawTime(Long.parseLong(reply.get(0).toString()));
        Set<String> groups = new LinkedHashSet<>();
        List<String> leases = new ArrayList<>();
        List<String> others = new ArrayList<>();
        for (int i = FIRST_ENTRY; i < reply.size(); i++) {
            String entry = reply.get(i).toString();
            int end = entry.startsWith("l") ? entry.indexOf(Keys.SEPARATOR) : entry.length();
            if (entry.isEmpty() || end < 0 || !isPath(bucket, entry.substring(1, Math.max(1, end)))) {
                others.add(entry);
            } else if (entry.charAt(0) == 'g') {
                groups.add(entry.substring(1));
            } else if (entry.charAt(0) == 'l') {
                leases.add(entry);
            } else {
                others.add(entry);
            }
        }
        drop(bucket, others);
        return redis.sendAll(lookAt(bucket, leases)).thenApply(looks -> {
            for (Response look : looks) {
                look.forEach(group -> groups.add(group.toString()));
            }
            return groups.stream().map(GroupId::parse).toList();
        });
    }

    private static boolean isPath(int bucket, String path) {
        try {
            return GroupId.parse(path).path().equals(path) && Keys.bucket(path) == bucket;
        } catch (RuntimeException e) {
            return false;
        }
    }

    /** What no node has written would come up for ever, before all that is due after it. */
    private void drop(int bucket, List<String> entries) {
        if (entries.isEmpty()) {
            return;
        }
        List<String> removal = new ArrayList<>(List.of(Keys.due(bucket)));
        removal.addAll(entries);
        redis.send(RedisCall.of(Command.ZREM, removal.toArray()));
        entries.forEach(entry -> listener.entryDropped(Keys.due(bucket), entry));
    }

    private static List<RedisCall> lookAt(int bucket, List<String> leases) {
        List<RedisCall> looks = new ArrayList<>();
        for (int from = 0; from < leases.size(); from += LOOKS) {
            looks.add(look(bucket, leases.subList(from, Math.min(leases.size(), from + LOOKS))));
        }
        return looks;
    }

    private static RedisCall look(int bucket, List<String> leases) {
        List<String> keys = new ArrayList<>(List.of(Keys.due(bucket)));
        List<String> args = new ArrayList<>(List.of(Long.toString(RECHECK_MILLIS)));
        for (String lease : leases) {
            int end = lease.indexOf(Keys.SEPARATOR);
            String stem = Keys.stem(bucket, lease.substring(1, end));
            keys.add(Keys.group(stem));
            keys.add(Keys.members(stem));
            keys.add(Keys.lease(stem, lease.substring(end + 1)));
            args.add(lease);
        }
        return LOOK_AT_LEASES.call(keys, args.toArray());
    }
}
