package io.shardbeat.admin.live;

import io.shardbeat.admin.request.StreamAnswer;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Where a stream goes. Used on the one thread of the feeds; the connection may end at any time. */
final class StreamSink {
    /** Who takes nothing for so long is not there any more. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final RoutingContext context;
    private final HttpServerResponse response;
    private final EventWire wire;
    private final boolean zipped;
    private final long keepAliveNanos;
    private long lastNanos;
    private boolean begun;
    private boolean over;
    private final Queue<Runnable> closings = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;

    StreamSink(RoutingContext context, Duration keepAlive) {
        this.context = context;
        this.response = context.response();
        String accepted =
                String.valueOf(context.request().getHeader("Accept-Encoding")).toLowerCase(Locale.ROOT);
        this.zipped = accepted.matches(".*\\bgzip\\b(?!\\s*;\\s*q=0(\\.0*)?\\s*(,|$)).*");
        this.wire = new EventWire(zipped);
        this.keepAliveNanos = keepAlive.toNanos();
        this.lastNanos = System.nanoTime();
        context.addEndHandler(end -> runClosings());
    }

    boolean hasBegun() {
        return begun;
    }

    /** Whether there is somebody who has taken what was sent before. */
    boolean isReady() {
        if (closed) {
            close();
        }
        if (over) {
            return false;
        }
        if (!response.writeQueueFull()) {
            return true;
        }
        if (System.nanoTime() - lastNanos > PATIENCE.toNanos()) {
            close();
            response.reset();
        }
        return false;
    }

    void event(String name, byte[] json) {
        if (!over) {
            begin();
            write(wire.event(name, json));
        }
    }

    /** So that both sides, and proxies between them, notice when the other one is gone. */
    void idle() {
        if (!over && System.nanoTime() - lastNanos >= keepAliveNanos) {
            write(wire.comment());
        }
    }

    /** Instead of a stream. */
    void refuse(StreamAnswer answer) {
        if (!over) {
            over = true;
            wire.close();
            answer.send(context);
        }
    }

    void end() {
        if (over) {
            return;
        }
        over = true;
        Buffer rest = wire.end();
        if (begun) {
            response.end(rest);
        } else {
            response.reset();
        }
    }

    /** Nobody reads what follows. */
    void close() {
        if (!over) {
            over = true;
            wire.close();
        }
    }

    /** When the connection, or the answer, has ended; on any thread. */
    void whenClosed(Runnable then) {
        closings.add(then);
        if (closed) {
            runClosings();
        }
    }

    private void runClosings() {
        closed = true;
        for (Runnable then = closings.poll(); then != null; then = closings.poll()) {
            then.run();
        }
    }

    private void begin() {
        if (begun) {
            return;
        }
        begun = true;
        response.setChunked(true).setStatusCode(200);
        response.headers()
                .set("Content-Type", "text/event-stream;charset=UTF-8")
                .set("Cache-Control", "no-store, no-transform")
                .set("Vary", "Accept-Encoding")
                // A proxy that collects what it passes on would stop the stream.
                .set("X-Accel-Buffering", "no");
        if (zipped) {
            response.headers().set("Content-Encoding", "gzip");
        }
    }

    private void write(Buffer bytes) {
        lastNanos = System.nanoTime();
        response.write(bytes);
    }
}
