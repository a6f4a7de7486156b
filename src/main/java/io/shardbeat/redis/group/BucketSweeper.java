package io.shardbeat.redis.group;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.coordinator.GroupStore.Sweep;
import io.shardbeat.coordinator.StoreListener;
import io.shardbeat.coordinator.StoreListener.Extent;
import io.shardbeat.coordinator.SweepSchedule;
import io.shardbeat.group.GroupId;
import io.shardbeat.redis.format.Keys;
import io.shardbeat.redis.link.LuaScript;
import io.shardbeat.redis.link.RedisCall;
import io.shardbeat.redis.link.RedisPipeline;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.time.Instant;
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
public final class BucketSweeper {
    private static final LuaScript SWEEP_BUCKET = LuaScript.named("sweep_bucket");
    private static final LuaScript LOOK_AT_LEASES = LuaScript.named("look_at_leases");
    /** Without a sweep by any node for this long in milliseconds, members could not all have renewed. */
    public static final long GAP_MILLIS = 2_000;

    private static final int ENTRIES = 1_000;
    /** Leases in one call: a long one would stop every heartbeat behind it. */
    private static final int LOOKS = 100;
    /** Where the entries begin in the reply of the script. */
    private static final int FIRST_ENTRY = 5;
    /** What the reply has of each lease that is gone. */
    private static final int LOOK = 4;
    /** A lease found gone is looked at again after this, in case its member comes back before the pass. */
    private static final long RECHECK_MILLIS = 1_000;

    private final RedisPipeline redis;
    private final Duration backupDelay;
    private final DueIndexRepair repair;
    private final StoreListener listener;
    private final SweepSchedule looks =
            new SweepSchedule(Keys.BUCKETS, () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));

    /** @param backupDelay how overdue an entry must be before a node that does not own the bucket takes it */
    public BucketSweeper(RedisPipeline redis, Duration backupDelay, DueIndexRepair repair, StoreListener listener) {
        this.redis = redis;
        this.repair = repair;
        this.listener = listener;
        this.backupDelay = backupDelay;
    }

    boolean isTimeFor(int bucket) {
        return looks.isTimeFor(bucket);
    }

    /** A group of the bucket is due again in this time: this node has just said so. */
    void expect(int bucket, Duration in) {
        looks.expect(bucket, in);
    }

    CompletionStage<List<GroupId>> sweep(int bucket, Sweep sweep) {
        Duration overdue = sweep == Sweep.OWN ? Duration.ZERO : backupDelay;
        RedisCall call = SWEEP_BUCKET.call(
                List.of(Keys.due(bucket), Keys.sweep(bucket)),
                Long.toString(overdue.toMillis()),
                Integer.toString(ENTRIES),
                Long.toString(GAP_MILLIS),
                Long.toString(redis.incarnation().epochFloor()));
        looks.begin(bucket);
        return redis.send(call)
                .thenCompose(reply -> {
                    if (reply == null) {
                        return CompletableFuture.<List<GroupId>>completedFuture(List.of());
                    }
                    looks.expect(bucket, quiet(reply).plus(overdue));
                    if (sweep == Sweep.OWN && reply.get(2).toInteger() == 1) {
                        repair.start(bucket);
                    }
                    tellLag(sweep, reply);
                    if (reply.get(4).toInteger() == 1) {
                        listener.lost(Extent.EVERYTHING, 1);
                    }
                    return sort(bucket, reply);
                })
                .whenComplete((due, failure) -> {
                    if (failure != null) {
                        looks.expect(bucket, Duration.ZERO);
                    }
                });
    }

    /** What another node owns is only looked at when it is late. */
    private void tellLag(Sweep sweep, Response reply) {
        String first = reply.get(3).toString();
        if (sweep == Sweep.OWN && !first.isEmpty()) {
            double late = reply.get(0).toLong() - Double.parseDouble(first);
            listener.foundDue(Duration.ofMillis(Math.max(0, Math.round(late))));
        }
    }

    /** For how long nothing more is due. What is due stays so until its pass, so that is looked at again at once. */
    private static Duration quiet(Response reply) {
        String next = reply.get(1).toString();
        if (reply.size() > FIRST_ENTRY) {
            return Duration.ZERO;
        }
        return next.isEmpty()
                ? SweepSchedule.REGULAR
                : Duration.ofMillis((long) Math.ceil(Double.parseDouble(next))
                        - reply.get(0).toLong());
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
                for (int i = 0; i + LOOK <= look.size(); i += LOOK) {
                    groups.add(look.get(i).toString());
                    tellGone(look, i);
                }
            }
            return groups.stream().map(GroupId::parse).toList();
        });
    }

    /** An entry that another node has just moved on, or that no node has written, tells nothing. */
    private void tellGone(Response look, int at) {
        String due = look.get(at + 2).toString();
        if (due.matches("[0-9]{1,15}")) {
            listener.leaseGone(
                    GroupId.parse(look.get(at).toString()),
                    new MemberId(look.get(at + 1).toString()),
                    Instant.ofEpochMilli(Long.parseLong(due)),
                    Instant.ofEpochMilli(Long.parseLong(look.get(at + 3).toString())));
        }
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
