package io.shardbeat.smallworld;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.assignment.ShardSet;
import io.shardbeat.assignment.sticky.StickyBalancedAssignor;
import io.shardbeat.catalog.Namespace;
import io.shardbeat.coordinator.BeatReply;
import io.shardbeat.coordinator.Heartbeat;
import io.shardbeat.coordinator.Heartbeat.Stranger;
import io.shardbeat.group.FenceMargin;
import io.shardbeat.group.GroupDefaults;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupSettings;
import io.shardbeat.group.GroupShards;
import io.shardbeat.group.GroupSnapshot;
import io.shardbeat.group.Safeguards;
import io.shardbeat.group.plan.Plan;
import io.shardbeat.group.plan.Planner;
import io.shardbeat.smallworld.State.Pass;
import io.shardbeat.testkit.memory.MemoryGroupStore;
import io.shardbeat.testkit.memory.MemoryPasses.Claimed;
import io.shardbeat.testkit.memory.MemoryRedis;
import io.shardbeat.testkit.memory.TextShardSetCodec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** What may happen in a state, and what it makes of it: the real planner over the real rules of the store. */
final class Rules {
    static final int TIMEOUT_SECONDS = 2;
    private static final long STEP_MILLIS = 1_000;
    private static final long START = 1_700_000_000_000L;
    private static final String TOPIC = "t";
    private static final GroupId GROUP = new GroupId(new Namespace("sls", "small"), TOPIC, "world");
    private static final GroupDefaults DEFAULTS =
            new GroupDefaults(FenceMargin.NONE, Duration.ZERO, Duration.ZERO, Safeguards.DEFAULT);

    /** Makes the store, which may break a rule. */
    interface Store {
        MemoryRedis over(LongSupplier clock);
    }

    private final Planner planner = new Planner(new StickyBalancedAssignor());
    private final TextShardSetCodec codec = new TextShardSetCodec("sls");
    private final MemoryRedis redis;
    private long now = START;

    Rules(Store store) {
        redis = store.over(() -> now);
    }

    /**
     * Where explorations begin: nobody has joined; a works on both shards, and a copy of its join is on its way; a has been
     * told to let go of one for b. So few steps reach all of a shard's life.
     */
    List<State> roots() {
        State nobody = nobody();
        State joined = settled(
                beat(nobody, 0, true).withCopy(heartbeat(nobody.clients().get(0)), 0));
        State working = beat(joined, 0, true);
        State handingOver = beat(settled(beat(working, 1, true)), 0, true);
        return List.of(nobody, working, handingOver);
    }

    private State settled(State state) {
        return committed(begun(state, 0), 0);
    }

    private State nobody() {
        redis.beginIncarnation("first", 0, false);
        redis.catalog(GroupShards.open(ShardSet.of(TOPIC, 0, 1)));
        now += 10 * STEP_MILLIS * TIMEOUT_SECONDS; // the store's first start is a gap in service
        redis.sweep(0, 10, 0);
        redis.create(GROUP, new GroupSettings(TIMEOUT_SECONDS, false, List.of(TOPIC)));
        for (int step = 0; step < 3 * TIMEOUT_SECONDS; step++) {
            now += STEP_MILLIS;
            redis.sweep(0, 10, 0);
        }
        return new State(
                redis.image(),
                now,
                List.of(Client.named("a"), Client.named("b")),
                Collections.nCopies(2, null),
                null,
                1,
                1,
                1);
    }

    /** A step from a state to the next. */
    record Step(String what, Supplier<State> next) {}

    /** Every step that may come next. */
    List<Step> steps(State state) {
        List<Step> steps = new ArrayList<>();
        for (int c = 0; c < state.clients().size(); c++) {
            if (state.clients().get(c).up()) {
                ofClient(state, c, steps);
            }
        }
        for (int n = 0; n < state.passes().size(); n++) {
            ofNode(state, n, steps);
        }
        if (state.copy() != null) {
            steps.add(new Step("the copy arrives", () -> copied(state)));
        }
        steps.add(new Step("a second passes", () -> later(state)));
        return steps;
    }

    private void ofClient(State state, int c, List<Step> steps) {
        Client client = state.clients().get(c);
        String name = client.name();
        steps.add(new Step(name + " beats", () -> beat(state, c, true)));
        if (state.losses() > 0) {
            steps.add(new Step(
                    name + " beats, and the answer is lost",
                    () -> beat(state, c, false).lost()));
        }
        if (state.copies() > 0) {
            Heartbeat copy = heartbeat(client);
            steps.add(new Step(
                    name + " beats, and a copy is on its way",
                    () -> beat(state, c, true).withCopy(copy, state.copies() - 1)));
        }
        for (ShardId shard : client.stopping()) {
            steps.add(new Step(name + " has stopped " + shard, () -> state.with(c, client.stopped(shard))));
        }
        if (state.crashes() > 0) {
            steps.add(new Step(
                    name + " crashes", () -> state.with(c, client.crashed()).crashed()));
        }
    }

    private void ofNode(State state, int n, List<Step> steps) {
        Pass pass = state.passes().get(n);
        if (pass != null) {
            steps.add(new Step("node " + n + " commits", () -> committed(state, n)));
            if (state.crashes() > 0) {
                steps.add(new Step(
                        "node " + n + " crashes", () -> state.withPass(n, null).crashed()));
            }
        } else if (n == 0 || state.passes().get(n - 1) != null) { // idle nodes are alike
            State begun = begun(state, n);
            if (!begun.passes().get(n).plan().changesNothing()) {
                steps.add(new Step("node " + n + " reads and plans", () -> begun));
            }
        }
    }

    private Heartbeat heartbeat(Client client) {
        Set<ShardId> held = client.held();
        ShardSet report = ShardSet.of(held).withTopics(List.of(TOPIC));
        return new Heartbeat(
                GROUP,
                new MemberId(client.name()),
                TextShardSetCodec.text(report).getBytes(StandardCharsets.UTF_8),
                !held.isEmpty(),
                Stranger.REFUSE,
                client.beats() + 1);
    }

    private void load(State state) {
        now = state.nowMillis();
        redis.restore(state.stored());
    }

    private State beat(State state, int c, boolean answered) {
        load(state);
        Client client = state.clients().get(c);
        BeatReply reply = redis.renewLease(heartbeat(client), DEFAULTS.fenceMargin());
        Client after = answered ? told(client.wrote(), reply) : client.wrote();
        return state.at(redis.image(), now).with(c, after);
    }

    private Client told(Client client, BeatReply reply) {
        if (reply instanceof BeatReply.Known known) {
            return client.told(codec.decode(GROUP, known.grant()));
        }
        Invariants.check(reply instanceof BeatReply.NoMember, "I8: %s is answered %s", client, reply);
        Invariants.check(client.lapsed(), "I7: %s is not known, though its lease never ran out", client);
        return client.emptied();
    }

    private State copied(State state) {
        load(state);
        redis.renewLease(state.copy(), DEFAULTS.fenceMargin());
        return state.at(redis.image(), now).withCopy(null, state.copies());
    }

    private State begun(State state, int n) {
        load(state);
        Claimed claimed = redis.claim(GROUP, 5_000);
        GroupSnapshot snapshot = MemoryGroupStore.readAtOnce(redis, GROUP, DEFAULTS, claimed);
        Plan plan = planner.plan(snapshot);
        return state.withPass(n, new Pass(claimed, plan));
    }

    private State committed(State state, int n) {
        load(state);
        Pass pass = state.passes().get(n);
        long before = redis.group(GROUP).epoch();
        Set<String> living = redis.living(GROUP);
        long epoch = redis.commit(GROUP, pass.claimed(), pass.plan());
        if (epoch != 0) {
            Invariants.check(epoch >= before, "I3: epoch %s after %s", epoch, before);
            pass.plan()
                    .expired()
                    .forEach(dead -> Invariants.check(
                            !living.contains(dead.name()), "I7: %s is expired, though its lease is there", dead));
        }
        return state.at(redis.image(), now).withPass(n, null);
    }

    private State later(State state) {
        load(state);
        now += STEP_MILLIS;
        redis.sweep(0, 10, 0);
        Set<String> living = redis.living(GROUP);
        State after = state.at(redis.image(), now);
        for (int c = 0; c < after.clients().size(); c++) {
            Client client = after.clients().get(c);
            after = living.contains(client.name()) ? after : after.with(c, client.silent());
        }
        return after;
    }

    /** What must be so in every state. */
    void check(State state) {
        load(state);
        Invariants.check(redis.group(GROUP), state.clients());
    }

    /** I4, I5 and I10: when nothing goes wrong any more, everybody soon has its share, and works on it. */
    void checkConverges(State state) {
        State rest = state;
        for (int round = 0; round < 3 * TIMEOUT_SECONDS + 4; round++) {
            rest = quietRound(rest);
        }
        load(rest);
        Invariants.checkAtRest(redis.group(GROUP), rest.clients());
    }

    private State quietRound(State state) {
        State rest = later(state);
        for (int c = 0; c < rest.clients().size(); c++) {
            if (rest.clients().get(c).up()) {
                rest = beat(rest, c, true);
                for (ShardId shard : rest.clients().get(c).stopping()) {
                    rest = rest.with(c, rest.clients().get(c).stopped(shard));
                }
            }
        }
        for (int n = 0; n < rest.passes().size(); n++) {
            rest = committed(rest.passes().get(n) == null ? begun(rest, n) : rest, n);
            check(rest);
        }
        return rest;
    }
}
