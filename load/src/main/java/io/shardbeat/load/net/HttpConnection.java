package io.shardbeat.load.net;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.shardbeat.load.protocol.Reply;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * A keep-alive connection with at most one request under way, opened when needed and again when lost. All calls and
 * callbacks are on its event loop. Every {@link #send} is followed by exactly one call of its listener, unless the
 * connection is {@link #abort aborted} first.
 */
public final class HttpConnection {
    private static final int CONNECT_TIMEOUT_MILLIS = 3_000;

    private final EventLoop loop;
    private final Targets targets;
    private int target;
    private @Nullable Channel channel;
    private @Nullable Listener waiting;

    /** What becomes of a request. */
    public interface Listener {
        void answered(Reply reply);

        /** @param reason short, to be counted by */
        void failed(String reason);
    }

    /** @param first where to connect first; the next target is tried after a failure */
    public HttpConnection(EventLoop loop, Targets targets, int first) {
        this.loop = loop;
        this.targets = targets;
        target = first;
    }

    public void send(byte[] request, Listener listener) {
        if (waiting != null) {
            throw new IllegalStateException("a request is under way");
        }
        waiting = listener;
        Channel open = channel;
        if (open != null && open.isActive()) {
            open.writeAndFlush(Unpooled.wrappedBuffer(request), open.voidPromise());
        } else {
            connect(targets.at(target), request, listener);
        }
    }

    private void connect(InetSocketAddress address, byte[] request, Listener listener) {
        ChannelFuture connecting = new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MILLIS)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel opened) {
                        opened.pipeline().addLast(new HttpResponseDecoder(), new ReplyReader(HttpConnection.this));
                    }
                })
                .connect(address);
        channel = connecting.channel();
        connecting.addListener(done -> {
            if (waiting != listener || channel != connecting.channel()) {
                connecting.channel().close();
            } else if (done.isSuccess()) {
                connecting.channel().writeAndFlush(Unpooled.wrappedBuffer(request));
            } else {
                fail("cannot connect");
            }
        });
    }

    /** Closes it without a word, as when the process ends; no listener is called. */
    public void abort() {
        waiting = null;
        Channel open = channel;
        channel = null;
        if (open != null) {
            open.close();
        }
    }

    /** Gives up on the request under way, and on the connection with it. */
    public void fail(String reason) {
        Listener listener = waiting;
        abort();
        target++;
        if (listener != null) {
            listener.failed(reason);
        }
    }

    /** Whether what arrives is read; nothing is lost meanwhile. */
    public void reads(boolean reads) {
        Channel open = channel;
        if (open != null) {
            open.config().setAutoRead(reads);
        }
    }

    /** @param last whether the server ends the connection with this answer */
    void received(Channel from, Reply reply, boolean last) {
        Listener listener = waiting;
        if (from == channel && listener != null) {
            waiting = null;
            if (last) {
                abort();
            }
            listener.answered(reply);
        }
    }

    void closed(Channel closed) {
        if (closed == channel) {
            fail("connection lost");
        }
    }
}
