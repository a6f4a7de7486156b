package io.shardbeat.load.fleet;

import io.shardbeat.load.net.HttpConnection;
import io.shardbeat.load.plan.ClientKind;
import io.shardbeat.load.plan.Shards;
import io.shardbeat.load.protocol.Answer;
import io.shardbeat.load.protocol.Dialect;
import io.shardbeat.load.protocol.Reply;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A consumer that does as one of the official libraries: a heartbeat is tried again as that library tries it, only when
 * it has failed for good it looks whether it has to stop, and its main loop then stops. While it is cut off its
 * connections are refused. Each try is due when it is sent for the first time, or when the pause before it is over.
 */
final class LibraryConsumer extends Process {
    private final ClientKind kind;
    private final Dialect.Beats beats;
    private final long tryTimeoutNanos;
    private final LibraryWork work;

    private Shards report = Shards.NONE;
    private int failedTries;
    /** Another one for each try. */
    private int tries;

    private boolean isUnderWay;
    private boolean isMeasured;
    private long beganAt;
    private long dueAt;
    private long sentAt;
    private long lastGood;

    LibraryConsumer(
            Group group,
            int member,
            ClientKind kind,
            Dialect.Beats beats,
            HttpConnection connection,
            Duration requestTimeout) {
        super(group, member, connection);
        this.kind = kind;
        this.beats = beats;
        tryTimeoutNanos = kind.tryTimeout(requestTimeout).toNanos();
        work = new LibraryWork(kind, group.rhythm.processing().toNanos());
    }

    @Override
    Shards working() {
        return work.working();
    }

    @Override
    boolean isUnderWay() {
        return isUnderWay;
    }

    @Override
    void begin() {
        work.clear();
        lastGood = group.now();
        beat(group.now());
        loop();
    }

    @Override
    void goOn() {
        loop();
        if (isUnderWay) {
            giveUpLater();
        } else {
            beat(group.now());
        }
    }

    @Override
    void interrupt() {
        isMeasured = false;
    }

    @Override
    void forget() {
        isUnderWay = false;
    }

    private void beat(long due) {
        beganAt = group.now();
        failedTries = 0;
        report = work.report();
        attempt(due);
    }

    private void attempt(long due) {
        if (is(State.CUT)) {
            again(group.now());
            return;
        }
        sentAt = group.now();
        dueAt = due;
        group.isSent(member, report, sentAt - due);
        isUnderWay = true;
        isMeasured = true;
        connection.send(beats.beat(report), this);
        giveUpLater();
    }

    private void giveUpLater() {
        int mine = ++tries;
        at(group.now() + tryTimeoutNanos, () -> {
            if (isUnderWay && mine == tries) {
                connection.fail(TIMEOUT);
            }
        });
    }

    @Override
    public void answered(Reply reply) {
        Answer answer = group.dialect.read(reply);
        if (is(State.CUT)) {
            ended(Answer.failed("cut off"), true);
        } else {
            ended(answer, answer.code().startsWith("5") || kind.repeatsErrors(answer.code()));
        }
    }

    @Override
    public void failed(String reason) {
        isMeasured &= reason.equals(TIMEOUT);
        ended(Answer.failed(reason), true);
    }

    /** @param repeats whether the library tries once more after such an end */
    private void ended(Answer answer, boolean repeats) {
        long now = group.now();
        isUnderWay = false;
        if (isMeasured) {
            group.isAnsweredAfter(now - dueAt);
        }
        if (answer.kind() == Answer.Kind.DONE) {
            accepted(answer, now);
            return;
        }
        group.hasFailed(member, answer);
        if (is(State.PAUSED)) {
            return; // goes on with a heartbeat when it goes on
        }
        if (repeats) {
            again(now);
        } else {
            hasFailed();
        }
    }

    private void again(long now) {
        Duration pause = kind.pauseAfter(++failedTries);
        if (pause == null) {
            at(now + kind.lastPause().toNanos(), this::hasFailed);
        } else {
            long due = now + pause.toNanos();
            at(due, () -> attempt(due));
        }
    }

    /** Only now it looks for how long nobody has answered. */
    private void hasFailed() {
        if (silence(group.now()) > group.rhythm.fenceNanos()) {
            work.fence();
        }
        beatLater();
    }

    private long silence(long now) {
        long second = TimeUnit.SECONDS.toNanos(1);
        return kind.fencesByWholeSeconds() ? (now / second - lastGood / second) * second : now - lastGood;
    }

    private void beatLater() {
        long due = (kind.beatsAfterAnswer() ? group.now() : beganAt)
                + group.rhythm.interval().toNanos();
        at(due, () -> beat(due));
    }

    private void accepted(Answer answer, long now) {
        lastGood = kind.fencesFromSending() ? beganAt : now;
        group.isGranted(member, sentAt, answer);
        work.isGranted(answer.grant());
        beatLater();
    }

    private void loop() {
        LibraryWork.Turn turn = work.turn(group.now());
        if (!turn.stopped().isEmpty()) {
            group.overlaps.stops(member, turn.stopped(), group.now());
        }
        if (!turn.begun().isEmpty()) {
            group.overlaps.starts(member, turn.begun(), group.now());
        }
        at(group.now() + kind.loop().toNanos(), this::loop);
    }
}
