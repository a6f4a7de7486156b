package io.shardbeat.load.hostile;

import io.netty.channel.nio.NioEventLoopGroup;
import io.shardbeat.load.fleet.Endpoint;
import io.shardbeat.load.fleet.GroupCalls;
import io.shardbeat.load.plan.Attack;
import io.shardbeat.load.plan.GroupSpec;
import io.shardbeat.load.plan.Hostility;
import io.shardbeat.load.report.Hostile;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The hostile clients of a run, on an event loop of their own so that they do not slow down those that are measured. They
 * have a group of their own, too: the fleet's groups stay the fleet's.
 */
public final class Crowd implements AutoCloseable {
    private static final long TURN_MILLIS = 100;

    private final NioEventLoopGroup loops = new NioEventLoopGroup(1);
    private final Hostility hostility;
    private final GroupSpec group;
    private final Endpoint endpoint;
    private final Map<Attack, Tally> tallies = new EnumMap<>(Attack.class);
    private final List<HostileClient> clients = new ArrayList<>();

    /** @param group the attackers' own */
    public Crowd(Hostility hostility, GroupSpec group, Endpoint endpoint) {
        this.hostility = hostility;
        this.group = group;
        this.endpoint = endpoint;
        Weapons weapons = new Weapons(group, endpoint);
        for (int i = 0; i < hostility.clients(); i++) {
            Attack attack = hostility.of(i);
            Tally tally = tallies.computeIfAbsent(attack, Tally::new);
            clients.add(new HostileClient(loops.next(), endpoint.targets().at(i), attack, weapons, tally));
        }
    }

    /** Creates the group and begins. Clients take their turns one after another, so that they do not come in waves. */
    public void start() throws InterruptedException {
        if (clients.isEmpty()) {
            return;
        }
        GroupCalls calls = new GroupCalls(loops.next(), endpoint);
        calls.create(group);
        calls.close();
        for (int i = 0; i < clients.size(); i++) {
            long offset = TURN_MILLIS * 1_000 * i / clients.size();
            var unused = loops.next()
                    .scheduleAtFixedRate(clients.get(i)::turn, offset, TURN_MILLIS * 1_000, TimeUnit.MICROSECONDS);
        }
    }

    /**
     * What they have done so far, by attack.
     *
     * @param from the second of the run at which they began
     */
    public List<Hostile> take(int from) throws InterruptedException {
        return loops.next()
                .submit(() -> tallies.values().stream()
                        .map(tally -> tally.hostile(from))
                        .toList())
                .sync()
                .getNow();
    }

    /** Ends them all. */
    public void end() throws InterruptedException {
        loops.next().submit(() -> clients.forEach(HostileClient::end)).sync();
    }

    /** Deletes their group; whether it is gone. */
    public boolean deleteGroup() throws InterruptedException {
        if (clients.isEmpty()) {
            return true;
        }
        GroupCalls calls = new GroupCalls(loops.next(), endpoint);
        boolean gone = calls.delete(group);
        calls.close();
        return gone;
    }

    @Override
    public void close() {
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(3_000);
    }
}
