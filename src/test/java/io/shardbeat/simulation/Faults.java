package io.shardbeat.simulation;

import io.shardbeat.simulation.Scenario.Planned;
import io.shardbeat.testkit.memory.MemoryPasses;

/** Makes happen what the scenario planned. */
final class Faults {
    /** How far at most a client's clock is put back or forward. */
    private static final long MOST_CLOCK_STEP = 600_000;
    /** So little that all of them together are less than what a copy may be late. */
    private static final long MOST_CLOCK_SLIP = 5_000;

    private final World world;
    private final Timeline time;
    private final Operator operator;

    private Faults(World world) {
        this.operator = new Operator(world);
        this.world = world;
        this.time = world.time();
    }

    static void plan(World world) {
        Faults faults = new Faults(world);
        for (Planned planned : world.scenario().faults()) {
            world.time().at(planned.at(), () -> faults.begin(planned));
        }
        world.time().at(world.scenario().quietAt(), () -> {
            world.trace().say("quiet from now on");
            faults.operator.takeAllBack();
        });
    }

    private void begin(Planned planned) {
        world.trace().say("FAULT %s for %d", planned.fault(), planned.lasts());
        switch (planned.fault()) {
            case NODE_CRASHES, NODE_PAUSES, NODE_LOSES_REDIS, ALL_NODES_CRASH -> node(planned);
            case REDIS_OUTAGE, REDIS_CLOCK_STEPS, FAILOVER, TOTAL_LOSS -> redis(planned);
            case CLIENT_JOINS -> world.join();
            case OPERATOR_COMMANDS -> operator.ask(planned);
            case CATALOG_GROWS -> world.catalog().grow();
            case CATALOG_RESHARDS -> world.catalog().reshard();
            default -> {
                SimulatedClient client = world.anyClient();
                if (client != null) {
                    client(planned, client);
                }
            }
        }
    }

    private void client(Planned planned, SimulatedClient client) {
        world.trace().say("it is about %s", client);
        switch (planned.fault()) {
            case CLIENT_CRASHES -> client.crash();
            case CLIENT_RESTARTS -> restart(client, planned.lasts(), client.clockOffsetMillis());
            case CLIENT_PAUSES -> client.pause(planned.lasts());
            case CLIENT_CUT_OFF -> client.cutOff(3 * planned.lasts());
            case CLIENT_LEAVES -> client.leave();
            case CLIENT_CLOCK_SLIPS -> client.stepClock(time.upTo(2 * MOST_CLOCK_SLIP) - MOST_CLOCK_SLIP);
            case CLIENT_CLOCK_STEPS -> {
                if (time.chance(0.5)) {
                    client.stepClock(time.upTo(2 * MOST_CLOCK_STEP) - MOST_CLOCK_STEP);
                } else {
                    restart(client, planned.lasts(), client.clockOffsetMillis() - time.upTo(MOST_CLOCK_STEP));
                }
            }
            default -> throw new IllegalStateException("not about a client: " + planned);
        }
    }

    private void restart(SimulatedClient client, long after, long clockOffset) {
        client.crash();
        time.after(Math.max(1, time.chance(0.5) ? after : 10), () -> world.start(client.id, client.kind, clockOffset));
    }

    private void node(Planned planned) {
        SimulatedNode node = world.nodes().get((int) time.upTo(world.nodes().size()));
        switch (planned.fault()) {
            case NODE_CRASHES -> crash(node, planned.lasts());
            case NODE_PAUSES -> node.pause(planned.lasts());
            case NODE_LOSES_REDIS -> {
                node.cutOff(true);
                time.after(planned.lasts(), () -> node.cutOff(false));
            }
            default -> world.nodes().forEach(each -> crash(each, planned.lasts()));
        }
    }

    private void crash(SimulatedNode node, long lasts) {
        if (node.isUp()) {
            node.crash();
            time.after(lasts, node::start);
        }
    }

    private void redis(Planned planned) {
        switch (planned.fault()) {
            case REDIS_OUTAGE -> {
                world.redisUp(false);
                time.after(planned.lasts(), () -> world.redisUp(true));
            }
            case REDIS_CLOCK_STEPS -> {
                // Smaller steps than the gap that a sweep notices only make leases shorter or longer by that much.
                long step = MemoryPasses.GAP_MILLIS + planned.lasts();
                world.stepRedisClock(time.chance(0.5) ? step : -step);
            }
            case FAILOVER -> {
                ObservedRedis.Replica replica = world.redis().replica();
                time.after(Math.min(planned.lasts(), 3_000), () -> {
                    world.replaceServer();
                    world.redis().failOverTo(replica);
                });
            }
            default -> {
                if (time.chance(0.5)) {
                    world.replaceServer(); // else FLUSHALL
                }
                world.redis().flush();
            }
        }
    }
}
