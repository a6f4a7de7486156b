package io.shardbeat.load.fleet;

import io.netty.channel.EventLoop;
import io.shardbeat.load.measure.Stats;

/** One event loop with what it counts. Groups never change lanes, so nothing in them is shared between threads. */
final class Lane {
    final EventLoop loop;
    private volatile long originNanos = System.nanoTime();
    Stats stats = new Stats();
    int live;

    Lane(EventLoop loop) {
        this.loop = loop;
    }

    /** Sets when the run begins; before that nothing is asked for its time. */
    void begins(long nanoTime) {
        originNanos = nanoTime;
    }

    /** Nanoseconds since the run began. */
    long now() {
        return System.nanoTime() - originNanos;
    }

    /** What was counted since the last call. */
    Stats take() {
        Stats taken = stats;
        stats = new Stats();
        return taken;
    }
}
