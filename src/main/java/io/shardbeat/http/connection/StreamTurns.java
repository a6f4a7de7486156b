package io.shardbeat.http.connection;

import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;

/**
 * The requests of one HTTP/2 connection that wait for their turn. A few are begun at a time, in turn with what other
 * connections wait for; while many wait, nothing more is read. So who sends as many as it may takes little more time than
 * others, and a gateway in front of many consumers has the commands of a few heartbeats go out together.
 */
final class StreamTurns {
    /** A read may bring some more. */
    static final int MOST_WAITING = 16;

    static final int AT_ONCE = 8;

    private final Channel channel;
    private final Queue<Runnable> waiting = new ArrayDeque<>();

    StreamTurns(Channel channel) {
        this.channel = channel;
    }

    /**
     * Netty holds a peer to what the server's SETTINGS say once the peer has acknowledged them: one need never do so.
     *
     * @return whether it is HTTP/2, and so bounded from now on
     */
    static boolean bound(ChannelPipeline pipeline, int mostStreams) {
        Http2ConnectionHandler http2 = pipeline.get(Http2ConnectionHandler.class);
        if (http2 != null) {
            http2.connection().remote().maxActiveStreams(mostStreams);
        }
        return http2 != null;
    }

    /** @param loop the connection's own, where a turn ends with each task */
    void add(Runnable request, Executor loop) {
        waiting.add(request);
        if (waiting.size() == 1) {
            loop.execute(() -> begin(loop));
        }
        if (waiting.size() == MOST_WAITING) {
            channel.config().setAutoRead(false);
        }
    }

    /** Whether as many wait as may. */
    boolean areMany() {
        return waiting.size() >= MOST_WAITING;
    }

    private void begin(Executor loop) {
        for (int i = Math.min(AT_ONCE, waiting.size()); i > 0; i--) {
            loop.execute(waiting.remove());
        }
        if (!waiting.isEmpty()) {
            loop.execute(() -> begin(loop));
        }
        if (waiting.size() < MOST_WAITING && channel.isWritable()) {
            channel.config().setAutoRead(true);
        }
    }
}
