package io.shardbeat.group.plan;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.assignment.ShardSet;
import io.shardbeat.catalog.Namespace;
import io.shardbeat.group.FenceMargin;
import io.shardbeat.group.Grant;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupPolicy;
import io.shardbeat.group.GroupSettings;
import io.shardbeat.group.GroupShards;
import io.shardbeat.group.GroupSnapshot;
import io.shardbeat.group.HandOver;
import io.shardbeat.group.Lease;
import io.shardbeat.group.Member;
import io.shardbeat.group.Safeguards;
import io.shardbeat.group.safeguard.SafeguardState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Legal snapshots by seed: any state that a sequence of commits, deaths and catalog changes can leave behind. */
final class RandomGroups {
    static final Instant NOW = Instant.ofEpochMilli(10_000_000);
    static final long EPOCH = 9_000_000;

    private final SplittableRandom random;
    private final List<String> topics;
    private final List<MemberId> names;
    private final Map<MemberId, ShardSet.Builder> grants = new HashMap<>();
    private final Map<MemberId, ShardSet.Builder> reports = new HashMap<>();
    private final List<HandOver> handOvers = new ArrayList<>();
    private final Map<ShardId, Instant> fences = new HashMap<>();
    private final ShardSet.Builder catalog = new ShardSet.Builder();

    private RandomGroups(long seed) {
        random = new SplittableRandom(seed);
        topics = IntStream.rangeClosed(1, 1 + random.nextInt(3))
                .mapToObj(t -> "topic" + t)
                .toList();
        names = IntStream.range(0, random.nextInt(7))
                .mapToObj(m -> new MemberId("member" + m))
                .toList();
    }

    static GroupSnapshot snapshot(long seed) {
        return new RandomGroups(seed).build();
    }

    private GroupSnapshot build() {
        for (MemberId name : names) {
            grants.put(name, new ShardSet.Builder().topics(topics));
            reports.put(name, new ShardSet.Builder().topics(topics));
        }
        for (String topic : topics) {
            IntStream.range(0, random.nextInt(8)).forEach(number -> place(new ShardId(topic, number)));
        }
        Duration margin = random.nextInt(3) == 0 ? Duration.ofSeconds(4) : Duration.ZERO;
        return new GroupSnapshot(
                new GroupId(new Namespace("cls", "logset"), "", "group"),
                new GroupSettings(20, false, topics),
                new GroupPolicy(
                        Duration.ofSeconds(20),
                        new FenceMargin(margin),
                        random.nextInt(3) == 0 ? Duration.ofSeconds(3) : Duration.ZERO,
                        Duration.ZERO,
                        Safeguards.DEFAULT),
                EPOCH,
                NOW,
                random.nextInt(4) == 0 ? NOW.plusMillis(1_000) : NOW.minusMillis(1_000),
                null,
                names.stream().map(this::member).toList(),
                handOvers,
                fences,
                SafeguardState.NONE,
                split(catalog.build()),
                0,
                null);
    }

    /** In some groups every third shard is read-only. */
    private GroupShards split(ShardSet all) {
        if (random.nextInt(3) > 0) {
            return GroupShards.open(all);
        }
        ShardSet.Builder readOnly = new ShardSet.Builder();
        all.shards().stream()
                .filter(shard -> shard.number() % 3 == 0)
                .forEach(shard -> readOnly.add(shard.topic(), shard.number()));
        return new GroupShards(all, readOnly.build());
    }

    private void place(ShardId shard) {
        if (random.nextInt(12) > 0) {
            catalog.add(shard.topic(), shard.number());
        }
        int kind = random.nextInt(10);
        if (kind >= 8 || names.isEmpty()) {
            free(shard);
        } else if (kind >= 5) {
            handOver(shard);
        } else {
            MemberId holder = anyName();
            grants.get(holder).add(shard.topic(), shard.number());
            mention(holder, shard, 8);
        }
    }

    private void free(ShardId shard) {
        if (random.nextInt(3) == 0) {
            fences.put(shard, NOW.minusMillis(500).plusMillis(random.nextInt(1_000)));
        }
    }

    private void handOver(ShardId shard) {
        MemberId holder = anyName();
        MemberId next = random.nextInt(8) == 0 ? new MemberId("gone") : anyName();
        boolean nobody = random.nextInt(10) == 0 || next.equals(holder);
        handOvers.add(new HandOver(
                shard,
                holder,
                nobody ? null : next,
                EPOCH - random.nextInt(4),
                NOW.minusMillis(random.nextInt(30_000)),
                false,
                random.nextInt(3) == 0 ? NOW.minusMillis(random.nextInt(6_000)) : null));
        mention(holder, shard, 4);
    }

    /** In words: its holder was told and was silent then, now or since an earlier pass, which is a release margin ago. */
    static boolean hasRested(HandOver handOver, GroupSnapshot group) {
        Lease lease = group.members().stream()
                .filter(member -> member.id().equals(handOver.holder()))
                .findFirst()
                .map(Member::lease)
                .orElse(null);
        boolean reports = lease != null && lease.report().contains(handOver.shard());
        boolean told = lease != null && lease.previousEpoch() >= handOver.sinceEpoch();
        boolean silent = !reports && (told || handOver.isReleased());
        Instant since = handOver.isReleased() ? handOver.released() : group.now();
        return silent && !group.now().isBefore(since.plus(group.policy().releaseMargin()));
    }

    private void mention(MemberId holder, ShardId shard, int ofTen) {
        if (random.nextInt(10) < ofTen) {
            reports.get(holder).add(shard.topic(), shard.number());
        }
    }

    private Member member(MemberId name) {
        boolean handing =
                handOvers.stream().anyMatch(handOver -> handOver.holder().equals(name));
        Grant grant = new Grant(grants.get(name).build(), handing);
        Lease lease = new Lease(reports.get(name).build(), EPOCH, random.nextBoolean() ? EPOCH - random.nextInt(5) : 0);
        return new Member(
                name,
                grant,
                grant.shards().hasNoShards() && !handing && random.nextBoolean(),
                random.nextInt(5) == 0 ? null : lease);
    }

    private MemberId anyName() {
        return names.get(random.nextInt(names.size()));
    }
}
