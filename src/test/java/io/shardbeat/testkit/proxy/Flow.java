package io.shardbeat.testkit.proxy;

import java.time.Duration;

/** One direction of a proxy, and what is wrong with it; may be changed while bytes are under way. */
public final class Flow {
    /** What {@link #admit} answers for bytes that nobody will see. */
    static final int LOST = -1;

    private static final int UNLIMITED = Integer.MAX_VALUE;

    private enum Mode {
        PASS,
        HOLD,
        SWALLOW
    }

    private Mode mode = Mode.PASS;
    private long delayNanos;
    private int untilCut = UNLIMITED;

    Flow() {}

    /** Heals it. Bytes that were held go on now; connections that lost some stay silent. */
    public synchronized void pass() {
        set(Mode.PASS, Duration.ZERO, UNLIMITED);
    }

    /** Every byte arrives this much later. */
    public synchronized void delay(Duration time) {
        set(Mode.PASS, time, UNLIMITED);
    }

    /** Bytes arrive when the flow is healed, as after a short partition: TCP sends them again. */
    public synchronized void hold() {
        set(Mode.HOLD, Duration.ZERO, UNLIMITED);
    }

    /** Bytes are accepted and lost, and with them the connection: it stays silent for ever. New ones work once healed. */
    public synchronized void swallow() {
        set(Mode.SWALLOW, Duration.ZERO, UNLIMITED);
    }

    /** So many bytes still arrive, over all connections; the connection of the last one is then reset. Happens once. */
    public synchronized void cutAfter(int bytes) {
        set(Mode.PASS, Duration.ZERO, bytes);
    }

    private void set(Mode newMode, Duration delay, int bytesUntilCut) {
        mode = newMode;
        delayNanos = delay.toNanos();
        untilCut = bytesUntilCut;
        notifyAll();
    }

    /**
     * Waits until bytes that arrived at this time may go on.
     *
     * @param arrived in {@link System#nanoTime()}
     * @return how many of them go on, {@link #LOST} if none and no others of their connection; fewer than all: cut there
     */
    synchronized int admit(int bytes, long arrived) throws InterruptedException {
        while (mode != Mode.SWALLOW) {
            long millis =
                    mode == Mode.HOLD ? 0 : Math.floorDiv(arrived + delayNanos - System.nanoTime(), 1_000_000L) + 1;
            if (mode == Mode.PASS && (delayNanos == 0 || millis <= 0)) {
                return beforeTheCut(bytes);
            }
            wait(millis);
        }
        return LOST;
    }

    private int beforeTheCut(int bytes) {
        if (untilCut == UNLIMITED || bytes <= untilCut) {
            untilCut -= untilCut == UNLIMITED ? 0 : bytes;
            return bytes;
        }
        int rest = untilCut;
        untilCut = UNLIMITED;
        return rest;
    }
}
