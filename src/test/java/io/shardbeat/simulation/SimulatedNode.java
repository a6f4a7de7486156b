package io.shardbeat.simulation;

import io.shardbeat.assignment.ShardId;
import io.shardbeat.coordinator.BeatReply;
import io.shardbeat.coordinator.BucketShare;
import io.shardbeat.coordinator.GroupStore.Sweep;
import io.shardbeat.coordinator.Heartbeat;
import io.shardbeat.coordinator.StoreUnavailableException;
import io.shardbeat.coordinator.StoreUnavailableException.Reason;
import io.shardbeat.coordinator.catalog.ShardEnds;
import io.shardbeat.coordinator.checkpoint.CheckpointUpdate;
import io.shardbeat.coordinator.checkpoint.Checkpoints;
import io.shardbeat.coordinator.groups.GroupBrowser;
import io.shardbeat.coordinator.pass.PassListener;
import io.shardbeat.coordinator.pass.Reconciler;
import io.shardbeat.coordinator.plan.WhatIf;
import io.shardbeat.coordinator.wish.Asked;
import io.shardbeat.coordinator.wish.Command;
import io.shardbeat.coordinator.wish.CommandOutcome;
import io.shardbeat.coordinator.wish.Commands;
import io.shardbeat.group.GroupId;
import io.shardbeat.group.GroupSnapshot;
import io.shardbeat.group.plan.Plan;
import io.shardbeat.testkit.memory.MemoryGroupStore;
import io.shardbeat.testkit.memory.MemoryWishStore;
import io.shardbeat.testkit.memory.TextShardSetCodec;
import io.shardbeat.testkit.memory.Wire;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One node: the tick of the scheduler, passes that heartbeats ask for, heartbeats. The reconciler is the real one; what
 * the real {@code PassCoalescer}, {@code Heartbeats} and {@code Rebalancer} do by wall clock is done here by virtual time.
 */
final class SimulatedNode implements Wire, PassListener {
    private static final long TICK = 200;
    private static final long NODE_TTL = 2_000;
    private static final long COALESCE = 5;
    private static final long PROVISION = 2_000;
    private static final long JOIN_WAIT = 100;
    private static final long COMMAND_TIMEOUT = 1_500;

    final String name;
    private final World world;
    private final Timeline time;
    private final MemoryGroupStore store;
    private final Reconciler reconciler;
    private final Checkpoints checkpoints;
    private final Commands commands;
    private CompletableFuture<Void> waiting;
    private CompletableFuture<Void> running;
    private boolean up = true;
    private boolean cutOff;
    /** Told apart from earlier lives: what a dead process waited for never happens. */
    private int life;

    private long pausedUntil;
    private long lastLook;
    /** The server this process last talked to; {@code null} before the first. */
    private String server;
    /** What the clock of Redis would show now had it never been put back, less the true time. */
    private long clockAhead;
    /** Whether no epoch can be higher than it knows: they stay ahead of a clock that is put back. */
    private boolean knowsEpochs;

    SimulatedNode(World world, String name) {
        this.world = world;
        this.time = world.time();
        this.name = name;
        MemoryGroupStore.Settings settings = new MemoryGroupStore.Settings(
                world.scenario().defaults(), Duration.ofMillis(TICK), time.random()::nextDouble, time::now);
        store = new MemoryGroupStore(world.redis(), this, settings, this::epochFloor);
        reconciler = new Reconciler(store, world.planner(), work -> time.after(1 + time.upTo(3), alive(work)), this);
        checkpoints = new Checkpoints(
                new SimulatedCheckpoints(world.redis(), this),
                world.directory(),
                world.catalog(),
                new ShardEnds(world.catalog(), world.catalog()),
                (group, consumer, request, cause, shards) -> {});
        GroupBrowser browser = new SimulatedBrowser(world, this);
        commands = new Commands(
                browser,
                new MemoryWishStore(world.redis(), this),
                new WhatIf(world.planner()),
                work -> time.after(1 + time.upTo(3), alive(work)),
                group -> soon());
        time.after(time.upTo(TICK), alive(this::tick));
    }

    void command(Command command, Asked asked, BiConsumer<CommandOutcome, Throwable> end) {
        alive(() -> commands.run(World.GROUP, command, asked).whenComplete(end)).run();
    }

    boolean isServing() {
        return up && time.now() >= pausedUntil && !cutOff;
    }

    boolean isUp() {
        return up;
    }

    void crash() {
        up = false;
        life++;
        waiting = null;
        running = null;
        server = null;
        clockAhead = 0;
        knowsEpochs = false;
        store.disconnected();
    }

    void start() {
        up = true;
        cutOff = false;
        pausedUntil = 0;
        tick();
    }

    void pause(long millis) {
        pausedUntil = Math.max(pausedUntil, time.now() + millis);
    }

    /** Whether its way to Redis is cut. */
    void cutOff(boolean cut) {
        cutOff = cut;
    }

    /** The work, done only by this life of the process, and not while it is paused. */
    private Runnable alive(Runnable work) {
        int then = life;
        return new Runnable() {
            @Override
            public void run() {
                if (up && life == then) {
                    if (time.now() < pausedUntil) {
                        time.at(pausedUntil, this);
                    } else {
                        work.run();
                    }
                }
            }
        };
    }

    @Override
    public <T> CompletionStage<T> call(Supplier<T> step) {
        CompletableFuture<T> reply = new CompletableFuture<>();
        time.after(time.upTo(world.scenario().redisLatencyMillis()), () -> {
            if (cutOff || !world.isRedisUp()) {
                time.after(world.isRedisUp() ? COMMAND_TIMEOUT : 5, alive(() -> reply.completeExceptionally(away())));
                return;
            }
            if (isStrange() && time.chance(0.5)) {
                time.after(5, alive(() -> reply.completeExceptionally(away())));
                return;
            }
            connect();
            T value = step.get();
            boolean lost = world.isNoisy() && time.chance(world.scenario().redisReplyLoss());
            long delay = lost ? COMMAND_TIMEOUT : time.upTo(world.scenario().redisLatencyMillis());
            time.after(delay, alive(() -> {
                if (lost) {
                    reply.completeExceptionally(away());
                } else {
                    reply.complete(value);
                }
            }));
        });
        return reply;
    }

    /** Whether its connections are to a server that is no more. */
    private boolean isStrange() {
        return !world.server().equals(server);
    }

    private long epochFloor() {
        return knowsEpochs ? clockAhead + time.now() : 0;
    }

    private void connect() {
        if (isStrange()) {
            world.redis().beginIncarnation(world.server(), epochFloor(), server != null);
            server = world.server();
            if (!world.redis().outlivesItsConnection()) {
                store.disconnected();
            }
        }
    }

    private static StoreUnavailableException away() {
        return new StoreUnavailableException(Reason.UNREACHABLE, "no answer");
    }

    private void tick() {
        long began = time.now();
        if (!store.mayBeDue(0)) {
            time.at(began + TICK, alive(this::tick));
            return;
        }
        call(() -> world.redis().beatNode(name, NODE_TTL))
                .thenCompose(this::sweep)
                .thenAccept(due -> {
                    knowsEpochs |= world.clockSteppedBackBy() == 0;
                    clockAhead = Math.max(clockAhead, world.redisNow() - time.now());
                    due.forEach(group -> soon());
                    provision();
                })
                .whenComplete((done, failure) -> time.at(began + TICK, alive(this::tick)));
    }

    /** What the catalog file declares comes back. */
    private void provision() {
        if (time.now() - lastLook > PROVISION) {
            lastLook = time.now();
            call(() -> world.redis().group(World.GROUP) != null || world.createGroup());
        }
    }

    private CompletionStage<List<GroupId>> sweep(List<String> live) {
        return store.sweep(0, BucketShare.isOwn(0, name, live) ? Sweep.OWN : Sweep.BACKUP);
    }

    private CompletableFuture<Void> soon() {
        if (waiting == null) {
            CompletableFuture<Void> pass = new CompletableFuture<>();
            waiting = pass;
            time.after(COALESCE, alive(() -> startAfterOthers(pass)));
        }
        return waiting;
    }

    private void startAfterOthers(CompletableFuture<Void> pass) {
        if (running != null) {
            running.whenComplete((done, failure) -> startAfterOthers(pass));
            return;
        }
        running = pass;
        waiting = null;
        reconciler.reconcile(World.GROUP).whenComplete((done, failure) -> {
            running = null;
            pass.complete(null);
        });
    }

    void handle(Heartbeat heartbeat, Consumer<Answer> answer) {
        alive(() -> store.beat(heartbeat).whenComplete((reply, failure) -> {
                    if (failure != null) {
                        answer.accept(Answer.of(Answer.Kind.FAILED));
                    } else if (reply instanceof BeatReply.Known known) {
                        answerKnown(heartbeat, known, answer);
                    } else if (reply instanceof BeatReply.Unsettled) {
                        answerAfterPass(heartbeat, Answer.of(Answer.Kind.FAILED), answer);
                    } else {
                        boolean noGroup = reply instanceof BeatReply.NoGroup;
                        answer.accept(Answer.of(noGroup ? Answer.Kind.NO_GROUP : Answer.Kind.REFUSED));
                    }
                }))
                .run();
    }

    void save(CheckpointUpdate update) {
        alive(() -> checkpoints.save(update)).run();
    }

    private void answerKnown(Heartbeat heartbeat, BeatReply.Known known, Consumer<Answer> answer) {
        if (known.pending()) {
            answerAfterPass(heartbeat, granted(known), answer);
            return;
        }
        if (known.due()) {
            soon();
        }
        answer.accept(granted(known));
    }

    private void answerAfterPass(Heartbeat heartbeat, Answer otherwise, Consumer<Answer> answer) {
        CompletableFuture<Answer> first = new CompletableFuture<>();
        first.thenAccept(answer);
        time.after(JOIN_WAIT, alive(() -> first.complete(otherwise)));
        soon().thenCompose(done -> store.answer(heartbeat))
                .whenComplete((now, failure) -> first.complete(
                        failure == null && now.orElse(null) instanceof BeatReply.Known known
                                ? granted(known)
                                : otherwise));
    }

    private static Answer granted(BeatReply.Known known) {
        Set<ShardId> shards =
                new LinkedHashSet<>(TextShardSetCodec.parse(new String(known.grant(), StandardCharsets.UTF_8))
                        .shards());
        return new Answer(Answer.Kind.GRANTED, known.epoch(), shards);
    }

    @Override
    public void committed(GroupSnapshot snapshot, Plan plan) {
        world.passed(snapshot, plan);
    }

    @Override
    public void stale(GroupId group) {
        world.trace().say("%s: stale pass", name);
    }

    @Override
    public void failed(GroupId group, Throwable failure) {
        world.trace().say("%s: pass failed: %s", name, failure);
        Throwable cause = StoreUnavailableException.behind(failure);
        if (!(cause instanceof StoreUnavailableException)) {
            world.invariants().fail(cause);
        }
    }
}
