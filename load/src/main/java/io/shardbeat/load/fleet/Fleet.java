package io.shardbeat.load.fleet;

import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.util.concurrent.Future;
import io.shardbeat.load.measure.GroupFigures;
import io.shardbeat.load.measure.Stats;
import io.shardbeat.load.net.HttpConnection;
import io.shardbeat.load.plan.ClientKind;
import io.shardbeat.load.plan.Fault;
import io.shardbeat.load.plan.GroupSpec;
import io.shardbeat.load.plan.LoadPlan;
import io.shardbeat.load.plan.Outage;
import io.shardbeat.load.protocol.Dialect;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** This machine's share of the fleet, dealt out over event loops group by group. */
public final class Fleet implements AutoCloseable {
    private static final long HEAD_START_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final LoadPlan plan;
    private final Endpoint endpoint;
    private final NioEventLoopGroup loops;
    private final List<Lane> lanes = new ArrayList<>();
    private final List<Group> groups = new ArrayList<>();
    private final List<Driven> consumers = new ArrayList<>();

    /** @param fenceMarginNanos what the nodes are set to */
    public Fleet(LoadPlan plan, Endpoint endpoint, int threads, long fenceMarginNanos) {
        if (threads < 1) {
            throw new IllegalArgumentException(threads + " threads, expected at least one");
        }
        this.plan = plan;
        this.endpoint = endpoint;
        loops = new NioEventLoopGroup(threads);
        for (int i = 0; i < threads; i++) {
            lanes.add(new Lane(loops.next()));
        }
        enrol(fenceMarginNanos);
    }

    private void enrol(long fenceMarginNanos) {
        List<GroupSpec> specs = plan.groups();
        int each = plan.size().consumers();
        for (int k = plan.from(); k < plan.to(); k++) {
            if (k == plan.from() || k % each == 0) {
                GroupSpec spec = specs.get(k / each);
                Dialect dialect = Dialect.of(spec, endpoint.key(), endpoint.slsSigning());
                Lane lane = lanes.get(groups.size() % lanes.size());
                groups.add(new Group(lane, spec, dialect, plan.rhythm(), fenceMarginNanos));
            }
            ClientKind kind = plan.client(k, specs.get(k / each).protocol());
            consumers.add(consumer(groups.get(groups.size() - 1), specs.get(k / each), k, kind));
        }
    }

    private Driven consumer(Group group, GroupSpec spec, int k, @Nullable ClientKind kind) {
        String name = plan.naming().consumer(k);
        HttpConnection connection = new HttpConnection(group.loop(), endpoint.targets(), k);
        if (kind == null) {
            return new Consumer(
                    group,
                    k,
                    group.dialect.beats(name),
                    connection,
                    endpoint.requestTimeout().toNanos());
        }
        Dialect.Beats beats = group.dialect.beats(name, kind.userAgent(spec.name(), name));
        return new LibraryConsumer(group, k, kind, beats, connection, endpoint.requestTimeout());
    }

    /** Schedules every start and fault of the run. */
    public void start() {
        long origin = System.nanoTime() + HEAD_START_NANOS;
        lanes.forEach(lane -> lane.begins(origin));
        int total = plan.size().total();
        for (int i = 0; i < consumers.size(); i++) {
            int k = plan.from() + i;
            Driven consumer = consumers.get(i);
            Lane lane = groupOf(i).lane;
            at(lane, plan.rhythm().firstBeatNanos(k, total), consumer::start);
            for (int turn = 0; turn < plan.faults().size(); turn++) {
                Outage outage = Outage.of(plan.faults().get(turn), turn, k, total);
                if (outage != null) {
                    schedule(lane, consumer, outage);
                }
            }
        }
    }

    private static void schedule(Lane lane, Driven consumer, Outage outage) {
        Fault.Kind kind = outage.kind();
        Runnable begin =
                kind == Fault.Kind.PAUSE ? consumer::pause : kind == Fault.Kind.CUT ? consumer::cut : consumer::kill;
        Runnable end =
                kind == Fault.Kind.PAUSE ? consumer::resume : kind == Fault.Kind.CUT ? consumer::heal : consumer::start;
        at(lane, outage.fromNanos(), begin);
        if (outage.toNanos() != Long.MAX_VALUE) {
            at(lane, outage.toNanos(), end);
        }
    }

    private static void at(Lane lane, long nanos, Runnable action) {
        var unused = lane.loop.schedule(action, nanos - lane.now(), TimeUnit.NANOSECONDS);
    }

    /** What was counted since the last call. */
    public Stats take() throws InterruptedException {
        Stats all = new Stats();
        for (Stats stats : onEach(Lane::take)) {
            all.add(stats);
        }
        return all;
    }

    /** How the fleet stands. */
    public Standing standing() throws InterruptedException {
        Standing all = Standing.NONE;
        for (Standing standing : onEach(lane -> Standing.of(lane, groups))) {
            all = all.plus(standing);
        }
        return all;
    }

    /** What was seen of each group so far, in the order of their names. */
    public List<GroupFigures> figures() throws InterruptedException {
        return onEach(lane -> groups.stream()
                        .filter(group -> group.lane == lane)
                        .map(Group::figures)
                        .toList())
                .stream()
                .flatMap(List::stream)
                .sorted(GroupFigures.BY_NAME)
                .toList();
    }

    /** Ends all consumers, without a word to the server. */
    public void end() throws InterruptedException {
        onEach(lane -> {
            for (int i = 0; i < consumers.size(); i++) {
                if (groupOf(i).lane == lane) {
                    consumers.get(i).end();
                }
            }
            groups.stream().filter(group -> group.lane == lane).forEach(group -> group.overlaps.close(group.now()));
            return true;
        });
    }

    private Group groupOf(int i) {
        int each = plan.size().consumers();
        return groups.get((plan.from() + i) / each - plan.from() / each);
    }

    private <T> List<T> onEach(Function<Lane, T> question) throws InterruptedException {
        List<Future<T>> asked = new ArrayList<>();
        for (Lane lane : lanes) {
            asked.add(lane.loop.submit(() -> question.apply(lane)));
        }
        List<T> answers = new ArrayList<>();
        for (Future<T> future : asked) {
            answers.add(future.sync().getNow());
        }
        return answers;
    }

    /** Seconds since the run began. */
    public double seconds() {
        return lanes.get(0).now() / 1e9;
    }

    /** Creates this share's groups, or sets their timeouts where they are there. */
    public void createGroups() throws InterruptedException {
        GroupCalls calls = new GroupCalls(lanes.get(0).loop, endpoint);
        try {
            for (GroupSpec group : specs()) {
                calls.create(group);
            }
        } finally {
            calls.close();
        }
    }

    /** Deletes this share's groups; returns how many could not be. */
    public int deleteGroups() throws InterruptedException {
        GroupCalls calls = new GroupCalls(lanes.get(0).loop, endpoint);
        try {
            int left = 0;
            for (GroupSpec group : specs()) {
                left += calls.delete(group) ? 0 : 1;
            }
            return left;
        } finally {
            calls.close();
        }
    }

    private List<GroupSpec> specs() {
        int each = plan.size().consumers();
        return plan.groups().subList(plan.from() / each, (plan.to() - 1) / each + 1);
    }

    @Override
    public void close() {
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(3_000);
    }
}
