package io.shardbeat.load.hostile;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.shardbeat.load.plan.Attack;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** One attacker: a connection that is opened again when it is lost. All calls are on its event loop. */
final class HostileClient {
    private static final int CONNECT_TIMEOUT_MILLIS = 3_000;

    private final EventLoop loop;
    private final InetSocketAddress target;
    private final Attack attack;
    private final Weapons weapons;
    private final Tally tally;
    private @Nullable Channel channel;
    private boolean ended;

    HostileClient(EventLoop loop, InetSocketAddress target, Attack attack, Weapons weapons, Tally tally) {
        this.loop = loop;
        this.target = target;
        this.attack = attack;
        this.weapons = weapons;
        this.tally = tally;
        tally.clients++;
    }

    /** Strikes, or connects where it cannot. What a server does not take is not piled up here. */
    void turn() {
        Channel open = channel;
        if (open == null) {
            connect();
        } else if (open.isActive() && open.isWritable()) {
            send(open, weapons.blow(attack), weapons.requests(attack, false));
        }
    }

    private void connect() {
        ChannelFuture connecting = new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MILLIS)
                .option(ChannelOption.AUTO_READ, attack != Attack.PIPELINE)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel opened) {
                        opened.pipeline().addLast(new HttpResponseDecoder(), new Reader());
                    }
                })
                .connect(target);
        channel = connecting.channel();
        connecting.addListener(done -> {
            if (done.isSuccess() && !ended) {
                tally.connections++;
                send(connecting.channel(), weapons.opening(attack), weapons.requests(attack, true));
            } else {
                tally.refused += ended ? 0 : 1;
                connecting.channel().close();
                channel = null;
            }
        });
    }

    private void send(Channel open, byte[] bytes, int requests) {
        if (bytes.length > 0) {
            tally.sent += requests;
            tally.bytes += bytes.length;
            open.writeAndFlush(Unpooled.wrappedBuffer(bytes));
        }
    }

    void end() {
        ended = true;
        if (channel != null) {
            channel.close();
        }
    }

    /** Counts answers and ends. */
    private final class Reader extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            tally.answers += message instanceof LastHttpContent ? 1 : 0;
            ReferenceCountUtil.release(message);
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            if (!ended) {
                tally.closed++;
            }
            channel = null;
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }
}
