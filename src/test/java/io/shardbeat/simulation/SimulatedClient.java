package io.shardbeat.simulation;

import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.assignment.ShardSet;
import io.shardbeat.coordinator.Heartbeat;
import io.shardbeat.coordinator.Sender;
import io.shardbeat.coordinator.checkpoint.CheckpointUpdate;
import io.shardbeat.testkit.ClientKind;
import io.shardbeat.testkit.memory.TextShardSetCodec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One consumer process. Two sets, as in the official clients: <em>held</em> is the last answer; <em>reported</em> is all
 * it received, minus what has completely stopped.
 */
final class SimulatedClient {
    private static final long RUNNING = Long.MAX_VALUE;
    private static final long PROMPT = 300;
    /** How probably it saves at a turn of its loop. */
    private static final double SAVES = 0.05;

    final MemberId id;
    final ClientKind kind;
    private final World world;
    private final Timeline time;
    private final Scenario scenario;
    private final long interval;
    private final long timeout;
    private final Set<ShardId> held = new TreeSet<>();
    private final Set<ShardId> reported = new TreeSet<>();
    /** When each processor will have stopped. */
    private final Map<ShardId, Long> processors = new TreeMap<>();
    /** Processors that still run although the report does not say so, for longer than anybody has to wait for. */
    private final Set<ShardId> concealed = new HashSet<>();

    /** What it has read to the end. */
    private final Set<ShardId> read = new HashSet<>();

    private Request request = new Request(this, 0);
    private boolean up = true;
    private boolean beats = true;
    private long pausedUntil;
    private long cutOffUntil;
    /** Whether its connections are refused while it is cut off; else nobody says that there is nobody. */
    private boolean isRefused;

    private long clockOffsetMillis;
    private long lastGood;
    /**
     * Whether its last good answer came at once, it has not been paused since, and every try since was answered or refused
     * in the end: one that hangs costs it a time that no node can know.
     */
    private boolean prompt;

    private long beatStart;
    private int failedTries;
    private long datedSeconds;
    private int saves;

    SimulatedClient(World world, MemberId id, ClientKind kind, long clockOffsetMillis) {
        this.world = world;
        this.time = world.time();
        this.scenario = world.scenario();
        this.id = id;
        this.kind = kind;
        this.clockOffsetMillis = clockOffsetMillis;
        this.interval = scenario.intervalMillis();
        this.timeout = scenario.timeoutMillis();
        this.lastGood = time.now();
        beat();
        loop();
    }

    boolean isUp() {
        return up;
    }

    boolean isLeaving() {
        return !beats;
    }

    void crash() {
        up = false;
        request.over = true;
        processors.clear();
        held.clear();
    }

    /** Orderly: Go and Python stop beating before they drain; who drains first does not matter to us. */
    void leave() {
        beats = false;
        held.clear();
    }

    void pause(long millis) {
        pausedUntil = Math.max(pausedUntil, time.now() + millis);
        prompt = false;
        concealStopping();
    }

    void cutOff(long millis) {
        cutOffUntil = Math.max(cutOffUntil, time.now() + millis);
        isRefused = time.chance(0.5);
    }

    boolean isRefused() {
        return isRefused;
    }

    boolean isCutOff() {
        return time.now() < cutOffUntil;
    }

    /** Whether it works on the shard, being sure that it may, and knows how late it is. */
    boolean trustsItself(ShardId shard) {
        return up && prompt && !hangs() && held.contains(shard);
    }

    /** Whether it waits for an answer: until that is given up it does not look how late it is. */
    private boolean hangs() {
        return beats && !request.over && time.now() - request.sentAt >= PROMPT;
    }

    /** No margin is long enough any more for the processors that are told to stop, where the report leaves them out. */
    void concealStopping() {
        processors.keySet().stream()
                .filter(shard -> !reported(shard) && !held.contains(shard))
                .forEach(concealed::add);
    }

    private boolean reported(ShardId shard) {
        return kind.reportsUntilStopped && reported.contains(shard);
    }

    long clockOffsetMillis() {
        return clockOffsetMillis;
    }

    void stepClock(long millis) {
        clockOffsetMillis += millis;
    }

    /** Whether this process works on the shard, or will once an answer that is under way arrives. */
    boolean mayUse(ShardId shard) {
        if (!up) {
            return false;
        }
        boolean counts = kind.reportsUntilStopped || scenario.releaseMarginMillis() > 0;
        boolean runs = processors.containsKey(shard) && counts && !concealed.contains(shard);
        return runs
                || held.contains(shard)
                || (beats && request.underWay.stream().anyMatch(a -> a.shards().contains(shard)));
    }

    Set<ShardId> held() {
        return held;
    }

    Set<ShardId> working() {
        return processors.keySet();
    }

    private void whenAwake(Runnable what) {
        if (up && time.now() < pausedUntil) {
            time.at(pausedUntil, () -> whenAwake(what));
        } else if (up) {
            what.run();
        }
    }

    private void beat() {
        whenAwake(() -> {
            if (beats) {
                beatStart = time.now();
                failedTries = 0;
                send(kind.reportsUntilStopped ? new TreeSet<>(reported) : new TreeSet<>(held));
            }
        });
    }

    private void send(Set<ShardId> report) {
        Request sent = new Request(this, time.now());
        request = sent;
        Heartbeat heartbeat = heartbeat(report);
        world.invariants().losses().sent(heartbeat, report);
        world.network().send(heartbeat, sent);
        time.after(
                scenario.clientPatienceMillis(),
                () -> whenAwake(() -> {
                    if (!sent.over) {
                        sent.over = true;
                        prompt = false;
                        failed(report);
                    }
                }));
        sent.report = report;
    }

    private Heartbeat heartbeat(Set<ShardId> report) {
        ShardSet shards = ShardSet.of(report).withTopics(scenario.topics());
        byte[] bytes = TextShardSetCodec.text(shards).getBytes(StandardCharsets.UTF_8);
        if (failedTries % kind.repeats.dated() == 0) {
            datedSeconds = (time.now() + World.START + clockOffsetMillis) / 1_000;
        }
        long seconds = scenario.clientsSendTheirClock() ? datedSeconds : 0;
        Heartbeat.Stranger stranger = kind.isSls() ? Heartbeat.Stranger.REFUSE : Heartbeat.Stranger.ADMIT;
        Sender sender = new Sender("", kind.family);
        return new Heartbeat(World.GROUP, id, bytes, !report.isEmpty(), stranger, seconds, sender);
    }

    /** The answer has come this far; only the first one to the request that is waited for counts. */
    void receive(Request to, Answer answer) {
        whenAwake(() -> {
            to.underWay.remove(answer);
            if (to.over || to != request) {
                return;
            }
            to.over = true;
            if (answer.isGranted()) {
                world.trace().say("%s learns %s of epoch %d", id, answer.shards(), answer.epoch());
                accept(to, answer.shards());
            } else {
                world.trace().say("%s is answered %s", id, answer.kind());
                if (answer.kind() == Answer.Kind.FAILED) {
                    failed(to.report);
                } else {
                    failedForGood();
                }
            }
        });
    }

    private void accept(Request to, Set<ShardId> shards) {
        world.invariants().accepted(id, shards);
        lastGood = kind.fencesFromSending() ? to.sentAt : time.now();
        prompt = time.now() - to.sentAt < PROMPT;
        if (beats) {
            held.clear();
            held.addAll(shards);
            reported.addAll(shards);
            // Real ones do so at the next turn of their loop; a shard withdrawn before that is reported for ever.
            shards.forEach(shard -> processors.putIfAbsent(shard, RUNNING));
        }
        nextBeat();
    }

    private void failed(Set<ShardId> report) {
        failedTries++;
        boolean again = failedTries < kind.repeats.tries() && beats;
        time.after(
                kind.repeats.pauseAfter(failedTries),
                () -> whenAwake(() -> {
                    if (again) {
                        send(report);
                    } else {
                        failedForGood();
                    }
                }));
    }

    /** Only now it looks whether it has to stop. */
    private void failedForGood() {
        fence();
        nextBeat();
    }

    private void nextBeat() {
        time.at((kind.beatsAfterAnswer ? time.now() : beatStart) + interval, this::beat);
    }

    private void loop() {
        whenAwake(() -> {
            for (ShardId shard : new ArrayList<>(processors.keySet())) {
                stop(shard);
            }
            saveNowAndThen();
            time.after(kind.loopMillis, this::loop);
        });
    }

    private void saveNowAndThen() {
        boolean overdue = !world.isNoisy() && !Collections.disjoint(read, processors.keySet());
        if (overdue || time.chance(SAVES)) { // in quiet, what has been read to its end is said at once
            processors.keySet().forEach(this::save);
        }
        if (world.isNoisy() && time.chance(SAVES / 4)) {
            List<ShardId> all = world.catalog().everything().all().shards();
            save(all.get((int) time.upTo(all.size()))); // whoever may hold it
        }
    }

    private void save(ShardId shard) {
        if (world.isNoisy() && world.catalog().isReadOnly(shard) && processors.containsKey(shard) && time.chance(0.5)) {
            read.add(shard);
        }
        String value = read.contains(shard) ? SimulatedCatalog.END : id + "#" + saves++;
        world.network().save(new CheckpointUpdate(World.GROUP, id, Map.of(shard, value), kind.forcesCheckpoints()));
    }

    /** Heartbeats have failed for so long that somebody else may have our shards. */
    private void fence() {
        if (silence() > timeout + interval && !held.isEmpty()) {
            world.trace().say("%s fences itself", id);
            held.clear();
            if (kind.emptiesReportWhenFenced()) {
                if (scenario.releaseMarginMillis() == 0) {
                    concealed.addAll(processors.keySet());
                }
                reported.clear();
            }
        }
    }

    private long silence() {
        return kind.fencesByWholeSeconds() ? (time.now() / 1_000 - lastGood / 1_000) * 1_000 : time.now() - lastGood;
    }

    private void stop(ShardId shard) {
        long stopsAt = processors.get(shard);
        if (stopsAt == RUNNING && !held.contains(shard)) {
            processors.put(shard, time.now() + scenario.drainMillis(time));
        } else if (stopsAt <= time.now()) {
            save(shard);
            processors.remove(shard);
            concealed.remove(shard);
            reported.remove(shard);
            if (kind.reportsUntilStopped) {
                held.remove(shard); // taken and given back while stopping: forgotten until the next answer
            }
        }
    }

    @Override
    public String toString() {
        return id + "(" + kind + (up ? "" : ", dead") + (beats ? "" : ", leaving") + ") held " + held + " working "
                + processors.keySet();
    }

    /** One heartbeat on the wire. */
    static final class Request {
        final SimulatedClient client;
        final long sentAt;
        final List<Answer> underWay = new ArrayList<>();
        Set<ShardId> report = Set.of();
        boolean over;

        Request(SimulatedClient client, long sentAt) {
            this.client = client;
            this.sentAt = sentAt;
        }
    }
}
