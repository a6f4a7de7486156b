package io.shardbeat.load.fleet;

import io.shardbeat.load.net.HttpConnection;
import io.shardbeat.load.plan.Shards;
import io.shardbeat.load.protocol.Answer;
import io.shardbeat.load.protocol.Dialect;
import io.shardbeat.load.protocol.Reply;

/**
 * One consumer. It beats by schedule, whatever was answered; one heartbeat is under way at a time, and those that fall
 * due meanwhile are made up for by one as soon as that one ended, counted from when each was due. It follows its
 * answers, empties itself when none was good for too long, and joins again then. There is no farewell: it just ends.
 */
final class Consumer extends Process {
    private final Dialect.Beats beats;
    private final long requestTimeoutNanos;
    private final Holdings holdings = new Holdings();
    private final Dues dues = new Dues();

    private long acceptedAt;

    Consumer(Group group, int member, Dialect.Beats beats, HttpConnection connection, long requestTimeoutNanos) {
        super(group, member, connection);
        this.beats = beats;
        this.requestTimeoutNanos = requestTimeoutNanos;
    }

    @Override
    Shards working() {
        return holdings.reported();
    }

    @Override
    boolean isUnderWay() {
        return dues.isUnderWay();
    }

    @Override
    void begin() {
        holdings.clear();
        acceptedAt = group.now();
        beatFrom(group.now());
    }

    @Override
    void goOn() {
        dues.waitAnew(group.now());
        stopLater(holdings.lost());
        beatFrom(group.now());
    }

    @Override
    void interrupt() {
        dues.drop();
    }

    @Override
    void forget() {
        dues.drop();
        dues.end(group.now(), latency -> {});
    }

    private void beatFrom(long due) {
        at(due, () -> {
            beatFrom(due + group.rhythm.interval().toNanos());
            isDue(due);
        });
    }

    private void isDue(long due) {
        if (dues.hasWaited(group.now(), requestTimeoutNanos)) {
            connection.fail(TIMEOUT);
        }
        fence();
        if (is(State.CUT)) {
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
        if (group.now() - acceptedAt > group.rhythm.fenceNanos() && !working().isEmpty()) {
            holdings.isGranted(Shards.NONE);
            stopLater(holdings.lost());
        }
    }

    private void send() {
        Shards report = working();
        group.isSent(member, report, dues.send(group.now()));
        connection.send(beats.beat(report), this);
    }

    @Override
    public void answered(Reply reply) {
        ended(is(State.CUT) ? Answer.failed("cut off") : group.dialect.read(reply));
    }

    @Override
    public void failed(String reason) {
        if (!reason.equals(TIMEOUT)) {
            dues.isNotMeasured();
        }
        ended(Answer.failed(reason));
    }

    private void ended(Answer answer) {
        dues.end(group.now(), group::isAnsweredAfter);
        if (answer.kind() == Answer.Kind.DONE) {
            accepted(answer);
        } else {
            group.hasFailed(member, answer);
        }
        if (dues.isOverdue() && is(State.UP) && !answer.code().equals(TIMEOUT)) {
            send();
        }
    }

    private void accepted(Answer answer) {
        acceptedAt = dues.sentAt();
        group.isGranted(member, acceptedAt, answer);
        Shards begun = holdings.isGranted(answer.grant());
        if (!begun.isEmpty()) {
            group.overlaps.starts(member, begun, group.now());
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
        } else {
            at(group.now() + processing, () -> stop(lost));
        }
    }

    private void stop(Shards lost) {
        group.overlaps.stops(member, holdings.stop(lost), group.now());
    }
}
