package io.shardbeat.redis.race;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardSet;
import io.shardbeat.coordinator.BeatReply;
import io.shardbeat.coordinator.Heartbeat;
import io.shardbeat.coordinator.Heartbeat.Stranger;
import io.shardbeat.group.GroupId;
import io.shardbeat.redis.StoreUnderTest;
import io.shardbeat.redis.format.Keys;
import io.shardbeat.testkit.Witness;
import io.shardbeat.testkit.process.RedisConsole;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;

/** A member that beats as fast as it can over any node, lets go when told, and dies and comes back now and then. */
final class RacingMember {
    private final String name;
    private final GroupId group;
    private final List<StoreUnderTest> nodes;
    private final RedisConsole console;
    private final Witness witness;
    private final SplittableRandom random;
    private final Runnable silence;
    private final Set<Integer> held = new TreeSet<>();
    /** Seconds of this member's own clock, so that reports of one real second can be told apart. */
    private long clock = 1_000;

    /** @param silence is over when passes have noticed who is silent */
    RacingMember(
            String name,
            GroupId group,
            List<StoreUnderTest> nodes,
            RedisConsole console,
            Witness witness,
            long seed,
            Runnable silence) {
        this.silence = silence;
        this.name = name;
        this.group = group;
        this.nodes = nodes;
        this.console = console;
        this.witness = witness;
        this.random = new SplittableRandom(seed);
    }

    void run(int beats) {
        for (int i = 0; i < beats; i++) {
            if (random.nextInt(40) == 0) {
                die();
            }
            beat(random.nextInt(3) > 0);
        }
    }

    /** @param lets whether it lets go at once of what the answer lacks */
    void beat(boolean lets) {
        ShardSet report =
                ShardSet.of(group.scope(), held.stream().mapToInt(i -> i).toArray());
        witness.sends(name, report);
        StoreUnderTest node = nodes.get(random.nextInt(nodes.size()));
        BeatReply reply = node.beat(new Heartbeat(
                group,
                new MemberId(name),
                node.codec.encode(group, report),
                !held.isEmpty(),
                Stranger.REFUSE,
                clock++));
        if (!(reply instanceof BeatReply.Known known)) {
            witness.isGone(name);
            held.clear();
            return;
        }
        ShardSet grant = node.codec.decode(group, known.grant());
        witness.isAnswered(name, grant, known.epoch());
        if (lets) {
            held.removeIf(shard -> !grant.contains(new io.shardbeat.assignment.ShardId(group.scope(), shard)));
        }
        grant.shards().forEach(shard -> held.add(shard.number()));
    }

    /** As if it had been silent for its session timeout: what it had is free once a pass notices. Mostly it is back before. */
    private void die() {
        witness.isGone(name);
        held.clear();
        console.call("DEL", Keys.lease(Keys.stem(group), name));
        if (random.nextInt(4) == 0) {
            silence.run();
        }
    }
}
