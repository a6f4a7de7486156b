package io.shardbeat.load.fleet;

import io.shardbeat.load.measure.Stats;
import io.shardbeat.load.net.HttpConnection;
import io.shardbeat.load.plan.Shards;
import io.shardbeat.load.protocol.Answer;
import io.shardbeat.load.protocol.Dialect;
import io.shardbeat.load.protocol.Reply;
import java.util.concurrent.TimeUnit;

/**
 * One consumer. It beats by schedule, whatever was answered; one heartbeat is under way at a time, and those that fall
 * due meanwhile are made up for by one as soon as that one ended, counted from when each was due. It follows its
 * answers, empties itself when none was good for too long, and joins again then. There is no farewell: it just ends.
 */
final class Consumer implements HttpConnection.Listener {
    private static final String TIMEOUT = "no answer in time";

    private final Group group;
    private final int member;
    private final Dialect.Beats beats;
    private final HttpConnection connection;
    private final long requestTimeoutNanos;
    private final Holdings holdings = new Holdings();
    private final Dues dues = new Dues();

    private State state = State.DOWN;
    /** Another one for each life; timers of an older one do nothing. */
    private int life;

    private long acceptedAt;

    private enum State {
        UP,
        DOWN,
        PAUSED,
        CUT
    }

    Consumer(Group group, int member, Dialect.Beats beats, HttpConnection connection, long requestTimeoutNanos) {
        this.group = group;
        this.member = member;
        this.beats = beats;
        this.connection = connection;
        this.requestTimeoutNanos = requestTimeoutNanos;
    }

    /** Starts the process, which beats at once. */
    void start() {
        if (state != State.DOWN) {
            return;
        }
        state = State.UP;
        group.lane.live++;
        holdings.clear();
        group.judge.starts(member);
        acceptedAt = group.now();
        beatFrom(group.now());
    }

    /** The process ends at once. */
    void kill() {
        if (state == State.DOWN) {
            return;
        }
        group.failovers.killed(member, group.judge.heldBy(member), group.now());
        end();
    }

    /** As {@link #kill}, but nobody is to take over. */
    void end() {
        if (state == State.DOWN) {
            return;
        }
        group.lane.live--;
        group.overlaps.stops(member, holdings.reported(), group.now());
        connection.abort();
        if (dues.isUnderWay()) {
            group.judge.isUnanswered(member);
        }
        dues.drop();
        dues.end(group.now(), latency -> {});
        leave(State.DOWN);
    }

    void pause() {
        if (state == State.UP) {
            connection.reads(false);
            dues.drop();
            group.overlaps.stops(member, holdings.reported(), group.now());
            leave(State.PAUSED);
        }
    }

    void resume() {
        if (state == State.PAUSED) {
            state = State.UP;
            dues.waitAnew(group.now());
            group.overlaps.starts(member, holdings.reported(), group.now());
            connection.reads(true);
            stopLater(holdings.lost());
            beatFrom(group.now());
        }
    }

    void cut() {
        if (state == State.UP) {
            state = State.CUT;
            dues.drop();
        }
    }

    void heal() {
        if (state == State.CUT) {
            state = State.UP;
        }
    }

    private void leave(State next) {
        state = next;
        life++;
    }

    private void beatFrom(long due) {
        int mine = life;
        group.loop()
                .schedule(
                        () -> {
                            if (mine == life) {
                                beatFrom(due + group.rhythm.interval().toNanos());
                                isDue(due);
                            }
                        },
                        due - group.now(),
                        TimeUnit.NANOSECONDS);
    }

    private void isDue(long due) {
        if (dues.hasWaited(group.now(), requestTimeoutNanos)) {
            connection.fail(TIMEOUT);
        }
        fence();
        if (state == State.CUT) {
            return;
        }
        dues.add(due);
        if (dues.isUnderWay()) {
            group.lane.stats.merged++;
        } else {
            send();
        }
    }

    /** A consumer without a good answer for longer than the server may keep it stops by itself. */
    private void fence() {
        if (group.now() - acceptedAt > group.rhythm.fenceNanos()
                && !holdings.reported().isEmpty()) {
            holdings.isGranted(Shards.NONE);
            stopLater(holdings.lost());
        }
    }

    private void send() {
        Shards report = holdings.reported();
        Stats stats = group.lane.stats;
        stats.sent++;
        Stats.record(stats.lag, dues.send(group.now()));
        group.judge.sends(member, report);
        connection.send(beats.beat(report), this);
    }

    @Override
    public void answered(Reply reply) {
        ended(state == State.CUT ? Answer.failed("cut off") : group.dialect.read(reply));
    }

    @Override
    public void failed(String reason) {
        if (!reason.equals(TIMEOUT)) {
            dues.isNotMeasured();
        }
        ended(Answer.failed(reason));
    }

    private void ended(Answer answer) {
        long now = group.now();
        dues.end(now, latency -> Stats.record(group.lane.stats.latency, latency));
        switch (answer.kind()) {
            case DONE -> accepted(answer, now);
            case UNKNOWN_MEMBER -> group.judge.isUnknown(member, now);
            default -> group.judge.isUnanswered(member);
        }
        if (answer.kind() != Answer.Kind.DONE) {
            group.lane.stats.error(answer.code());
        }
        if (dues.isOverdue() && state == State.UP && !answer.code().equals(TIMEOUT)) {
            send();
        }
    }

    private void accepted(Answer answer, long now) {
        group.lane.stats.granted++;
        acceptedAt = dues.sentAt();
        Shards gained = group.judge.isGranted(member, acceptedAt, now, answer.grant(), answer.epoch());
        group.failovers.granted(member, gained, now);
        Shards begun = holdings.isGranted(answer.grant());
        if (!begun.isEmpty()) {
            group.overlaps.starts(member, begun, now);
        }
        stopLater(holdings.lost());
    }

    private void stopLater(Shards lost) {
        if (lost.isEmpty()) {
            return;
        }
        long processing = group.rhythm.processing().toNanos();
        if (processing == 0) {
            stop(lost);
            return;
        }
        int mine = life;
        group.loop()
                .schedule(
                        () -> {
                            if (mine == life) {
                                stop(lost);
                            }
                        },
                        processing,
                        TimeUnit.NANOSECONDS);
    }

    private void stop(Shards lost) {
        group.overlaps.stops(member, holdings.stop(lost), group.now());
    }
}
