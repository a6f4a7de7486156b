package io.shardbeat.testkit.judge;

import io.shardbeat.assignment.ShardId;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Who works on which shard, and the longest times in which nobody did or several did. */
final class Work {
    private final Map<String, Set<ShardId>> byMember = new HashMap<>();
    private final Map<ShardId, Shard> shards = new HashMap<>();
    private long startedAt;

    private static final class Shard {
        final Set<String> workers = new TreeSet<>();
        long since;
        long longestIdle;
        long longestShared;

        void pass(long now, long startedAt) {
            long time = now - Math.max(since, startedAt);
            if (workers.isEmpty()) {
                longestIdle = Math.max(longestIdle, time);
            } else if (workers.size() > 1) {
                longestShared = Math.max(longestShared, time);
            }
        }
    }

    /** Forgets the longest times, not who works on what. */
    void start(long now) {
        startedAt = now;
        shards.values().forEach(shard -> {
            shard.longestIdle = 0;
            shard.longestShared = 0;
        });
    }

    void works(String member, Set<ShardId> on, long now) {
        Set<ShardId> before = byMember.getOrDefault(member, Set.of());
        Set<ShardId> changed = new HashSet<>(before);
        changed.addAll(on);
        for (ShardId id : changed) {
            if (before.contains(id) != on.contains(id)) {
                Shard shard = shards.computeIfAbsent(id, i -> new Shard());
                change(shard, member, on.contains(id), now);
            }
        }
        byMember.put(member, Set.copyOf(on));
    }

    private void change(Shard shard, String member, boolean starts, long now) {
        boolean wasShared = shard.workers.size() > 1;
        shard.pass(now, startedAt);
        if (starts) {
            shard.workers.add(member);
        } else {
            shard.workers.remove(member);
        }
        if (!wasShared || shard.workers.size() < 2) {
            shard.since = now;
        }
    }

    /** Who works on what now. */
    Map<String, Set<ShardId>> current() {
        return Map.copyOf(byMember);
    }

    Duration longestIdle(long now) {
        shards.values().forEach(shard -> shard.pass(now, startedAt));
        return Duration.ofNanos(shards.values().stream()
                .mapToLong(shard -> shard.longestIdle)
                .max()
                .orElse(0));
    }

    Duration longestShared(long now) {
        shards.values().forEach(shard -> shard.pass(now, startedAt));
        return Duration.ofNanos(shards.values().stream()
                .mapToLong(shard -> shard.longestShared)
                .max()
                .orElse(0));
    }
}
