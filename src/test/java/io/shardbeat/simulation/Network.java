package io.shardbeat.simulation;

import io.shardbeat.coordinator.Heartbeat;
import io.shardbeat.coordinator.checkpoint.CheckpointUpdate;
import io.shardbeat.simulation.SimulatedClient.Request;

/** Between clients and nodes: loses, delays, doubles and reorders while faults last. Any node gets any heartbeat. */
final class Network {
    private final World world;
    private final Timeline time;
    private final Scenario scenario;

    Network(World world) {
        this.world = world;
        this.time = world.time();
        this.scenario = world.scenario();
    }

    void send(Heartbeat heartbeat, Request request) {
        if (request.client.isCutOff()) {
            if (request.client.isRefused()) {
                time.after(2, () -> request.client.receive(request, Answer.of(Answer.Kind.FAILED)));
            }
            return;
        }
        boolean noisy = world.isNoisy();
        if (noisy && time.chance(scenario.doubling())) {
            deliver(heartbeat, request, longDelay(), false);
            if (time.chance(0.3)) {
                deliver(heartbeat, request, longDelay(), false);
            }
        }
        if (noisy && time.chance(scenario.loss())) {
            world.trace().say("%s's heartbeat is lost", request.client.id);
        } else {
            deliver(heartbeat, request, shortDelay(), true);
        }
    }

    /** Saved once, twice, late or not at all: official clients do not wait for the answer. */
    void save(CheckpointUpdate update) {
        int copies = world.isNoisy() && time.chance(scenario.doubling()) ? 2 : 1;
        for (int i = 0; i < copies; i++) {
            if (!world.isNoisy() || !time.chance(scenario.loss())) {
                time.after(i == 0 ? shortDelay() : longDelay(), () -> {
                    SimulatedNode node = world.anyNode();
                    if (node != null) {
                        node.save(update);
                    }
                });
            }
        }
    }

    private void deliver(Heartbeat heartbeat, Request request, long delay, boolean original) {
        time.after(delay, () -> {
            SimulatedNode node = world.anyNode();
            if (node == null) {
                time.after(2, () -> request.client.receive(request, Answer.of(Answer.Kind.FAILED)));
                return;
            }
            if (!original) {
                world.trace().say("a copy of %s's heartbeat arrives", request.client.id);
            }
            node.handle(heartbeat, answer -> answer(request, answer));
        });
    }

    private void answer(Request request, Answer answer) {
        if (world.isNoisy() && time.chance(scenario.loss())) {
            world.trace().say("the answer to %s is lost", request.client.id);
            return;
        }
        if (request.client.isCutOff()) {
            return;
        }
        request.underWay.add(answer);
        time.after(shortDelay(), () -> request.client.receive(request, answer));
    }

    private long shortDelay() {
        boolean slow = world.isNoisy() && time.chance(scenario.slowness());
        return slow ? time.upTo(scenario.slowMillis()) : 1 + time.upTo(20);
    }

    private long longDelay() {
        return time.upTo(scenario.copiesDelayedMillis());
    }
}
