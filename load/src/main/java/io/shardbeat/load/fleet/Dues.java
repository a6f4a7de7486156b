package io.shardbeat.load.fleet;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * When a consumer's heartbeats were due. One request is under way at a time; it stands for all that were due when it was
 * sent, and those that fall due meanwhile wait for the next one. Times are nanoseconds.
 */
final class Dues {
    private List<Long> underWay = new ArrayList<>(1);
    private List<Long> overdue = new ArrayList<>(1);
    private long sentAt;
    private long waitingSince;
    private boolean measured;

    void add(long due) {
        overdue.add(due);
    }

    /** A request is sent for all that are due; returns how late the first of them is. */
    long send(long now) {
        List<Long> dues = overdue;
        overdue = underWay;
        underWay = dues;
        sentAt = now;
        waitingSince = now;
        measured = true;
        return now - dues.get(0);
    }

    /** The request under way has ended. */
    void end(long now, LongConsumer latency) {
        if (measured) {
            underWay.forEach(due -> latency.accept(now - due));
        }
        underWay.clear();
    }

    /** How long the request under way takes is not the server's doing. */
    void isNotMeasured() {
        measured = false;
    }

    /** What is overdue will not be made up for. */
    void drop() {
        measured = false;
        overdue.clear();
    }

    /** A process that stood still waits from now on. */
    void waitAnew(long now) {
        waitingSince = now;
    }

    boolean isUnderWay() {
        return !underWay.isEmpty();
    }

    boolean isOverdue() {
        return !overdue.isEmpty();
    }

    long sentAt() {
        return sentAt;
    }

    boolean hasWaited(long now, long nanos) {
        return isUnderWay() && now - waitingSince > nanos;
    }
}
