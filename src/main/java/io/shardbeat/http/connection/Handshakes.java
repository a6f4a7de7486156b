package io.shardbeat.http.connection;

import io.netty.channel.ChannelHandlerContext;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The handshakes of TLS that an event loop begins. Each costs it a signature, a millisecond or so, and the peer nothing: so
 * one is begun at a time, in the order in which they came, and the next one waits for as long as this one took. Half of the
 * loop's time is left for those who are connected.
 */
final class Handshakes {
    private final EventExecutor loop;
    private final LongSupplier nanos;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private boolean rests;

    /** @param nanos a clock that only goes forward */
    Handshakes(EventExecutor loop, LongSupplier nanos) {
        this.loop = loop;
        this.nanos = nanos;
    }

    /** @param bytes what a peer has sent first; nothing more of it is read until its turn */
    void inTurn(ChannelHandlerContext ctx, Object bytes) {
        ctx.channel().config().setAutoRead(false);
        inTurn(() -> {
            if (!ctx.channel().isActive()) {
                ReferenceCountUtil.release(bytes);
                return;
            }
            ctx.fireChannelRead(bytes);
            ctx.fireChannelReadComplete();
            ctx.channel().config().setAutoRead(true);
        });
    }

    /** @param handshake begins one, at once or when it is its turn; does nothing where the peer has left */
    void inTurn(Runnable handshake) {
        if (rests) {
            waiting.add(handshake);
        } else {
            begin(handshake);
        }
    }

    private void begin(Runnable handshake) {
        rests = true;
        long start = nanos.getAsLong();
        try {
            handshake.run();
        } finally {
            loop.schedule(this::next, nanos.getAsLong() - start, TimeUnit.NANOSECONDS);
        }
    }

    private void next() {
        rests = false;
        Runnable first = waiting.poll();
        if (first != null) {
            begin(first);
        }
    }
}
