package io.shardbeat.simulation;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.coordinator.wish.Asked;
import io.shardbeat.coordinator.wish.Command;
import io.shardbeat.group.wish.Pause.Mode;
import io.shardbeat.group.wish.Wishes;
import io.shardbeat.simulation.Scenario.Planned;
import io.shardbeat.testkit.memory.MemoryGroup;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/** Asks groups for all that operators may ask, through whatever node is there, and takes it back before it is quiet. */
final class Operator {
    private static final Asked ASKED = new Asked("operator", "simulated", OptionalLong.empty(), false);
    private static final long AGAIN = 300;

    private final World world;
    private final Timeline time;

    Operator(World world) {
        this.world = world;
        this.time = world.time();
    }

    /** Something about somebody, for as long as is planned. */
    void ask(Planned planned) {
        SimulatedClient client = world.anyClient();
        List<ShardId> shards = world.redis().catalog().shards();
        if (client == null || shards.isEmpty()) {
            return;
        }
        MemberId member = client.id;
        ShardId shard = shards.get((int) time.upTo(shards.size()));
        long end = time.now() + planned.lasts();
        Duration lasts = Duration.ofMillis(planned.lasts());
        switch ((int) time.upTo(10)) {
            case 0 -> ask(new Command.DrainMember(member, lasts), end);
            case 1 -> ask(new Command.EvictMember(member, true, null), end);
            case 2 -> ask(new Command.EvictMember(member, true, lasts), end);
            case 3 -> {
                client.crash();
                ask(new Command.LetLeave(member), end);
            }
            case 4 -> {
                client.crash();
                ask(new Command.EvictMember(member, false, null), end);
            }
            case 5 -> ask(new Command.PauseFor(Mode.BALANCE, lasts), end);
            case 6 -> ask(new Command.PauseFor(Mode.ALL, lasts), end);
            case 7 -> ask(new Command.ParkShard(shard, lasts), end);
            case 8 -> {
                ask(new Command.PinShard(shard, member), end);
                time.at(end, () -> ask(new Command.UnpinShard(shard), end + 1));
            }
            default -> {
                ask(new Command.Weigh(member, 1 + (int) time.upTo(4)), end);
                time.at(end, () -> ask(new Command.Weigh(member, null), end + 1));
            }
        }
    }

    /** Again after a failure, until then. */
    private void ask(Command command, long end) {
        SimulatedNode node = world.anyNode();
        if (node == null) {
            again(command, end);
            return;
        }
        world.trace().say("operator asks %s for %s", node.name, command);
        node.command(command, ASKED, (outcome, failure) -> {
            world.trace().say("operator is answered %s", failure == null ? outcome : failure.getMessage());
            if (failure != null) {
                again(command, end);
            }
        });
    }

    private void again(Command command, long end) {
        if (time.now() + AGAIN < end) {
            time.after(AGAIN, () -> ask(command, end));
        }
    }

    /** Whatever went wrong on the way. */
    void takeAllBack() {
        MemoryGroup group = world.redis().group(World.GROUP);
        boolean done = group != null
                && (group.wishes().size() == 0
                        || world.redis().changeWishes(World.GROUP, group.epoch(), Wishes.NONE) != 0);
        time.after(AGAIN, () -> {
            MemoryGroup later = world.redis().group(World.GROUP); // none: Redis has lost it once more
            if (!done || later == null || later.wishes().size() > 0) {
                takeAllBack();
            }
        });
    }
}
