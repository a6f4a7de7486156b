package io.shardbeat.http.connection;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.AttributeKey;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Closes a connection whose peer sends or takes too slowly, and reads nothing more from one that takes nothing. It sits
 * next to the socket, where every byte of every protocol comes by, TLS included.
 */
public final class ConnectionGuard extends ChannelDuplexHandler {
    private static final AttributeKey<ConnectionGuard> KEY = AttributeKey.valueOf("shardbeat.guard");
    private static final String HTTP_1_DECODER = "httpDecoder";

    /** What the server waits for. */
    private enum Phase {
        HEAD,
        BODY,
        /** Nothing of the peer's: it waits for an answer, streams through, or has several requests at a time. */
        NOTHING,
        NEXT_REQUEST
    }

    private final ConnectionRules rules;
    private final ConnectionCount count;
    private final ConnectionCount longHeads;
    private final LateHeads lateHeads;
    private final PeerText peer = new PeerText();
    private @Nullable ChannelHandlerContext context;
    private @Nullable Sweep sweep;
    private @Nullable StreamTurns turns;
    private Phase phase = Phase.HEAD;
    private int since;
    private @Nullable Runnable whenLate;
    private int headBytes;
    private boolean isLongHead;
    private boolean hasBegun;
    private boolean isGated;
    private boolean isEnding;
    private boolean hasPlace;
    private boolean hasServed;
    private boolean isBounded;
    private int distrusts;
    private final SlowTaking taking;

    ConnectionGuard(ConnectionRules rules, ConnectionCount count, ConnectionCount longHeads, LateHeads lateHeads) {
        this.rules = rules;
        this.taking = new SlowTaking(rules.answerDeadline());
        this.count = count;
        this.longHeads = longHeads;
        this.lateHeads = lateHeads;
    }

    /** That of a connection; {@code null} where there is none, as on connections of a client. */
    public static @Nullable ConnectionGuard of(HttpConnection connection) {
        return connection instanceof ConnectionBase base ? of(base.channel()) : null;
    }

    static @Nullable ConnectionGuard of(Channel channel) {
        return channel.attr(KEY).get();
    }

    public PeerText peer() {
        return peer;
    }

    /** Of requests that stream through, however long that takes. */
    public void streams() {
        phase = Phase.NOTHING;
        whenLate = null;
    }

    /** Of a connection that is about to be closed. */
    public void readNoMore() {
        streams();
        isEnding = true;
        if (context != null) {
            context.channel().config().setAutoRead(false);
        }
    }

    /** @param whenLate what to do, once, when the body has not come to its end in time; else the connection is closed */
    public void awaitsBody(Runnable whenLate) {
        this.whenLate = whenLate;
    }

    /** Of a request whose sender has not shown who it is: how many there have been, with this one. */
    public int countDistrust() {
        return ++distrusts;
    }

    /** Whether the first request has been seen, and a {@link RequestGate} put up. */
    boolean isGated() {
        return isGated;
    }

    boolean isEnding() {
        return isEnding;
    }

    void gate() {
        isGated = true;
    }

    /** Of a connection on which somebody was served: it keeps its place. */
    public void serves() {
        if (!hasServed) {
            hasServed = true;
            if (sweep != null) {
                sweep.serves(this);
            }
        }
    }

    /** It is counted no more, and ends. */
    void givesItsPlaceAway() {
        hasPlace = false;
        if (context != null) {
            context.close();
        }
    }

    void headIsIn() {
        enter(Phase.BODY);
        if (!hasServed && sweep != null) {
            sweep.asks(this);
        }
    }

    void bodyIsIn() {
        enter(Phase.NOTHING);
    }

    void requestIsOver() {
        enter(Phase.NEXT_REQUEST);
        if (!hasServed && sweep != null) {
            sweep.wasRefused(this);
        }
    }

    private void enter(Phase next) {
        phase = next;
        headBytes = 0;
        if (isLongHead) {
            isLongHead = false;
            longHeads.giveBack();
        }
        whenLate = null;
        since = sweep == null ? 0 : sweep.now();
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) throws Exception {
        ctx.channel().attr(KEY).set(this);
        Sweep others = Sweep.of(ctx.executor());
        if (!count.take() && !others.displaceOne()) {
            ctx.close();
            return;
        }
        hasPlace = true;
        context = ctx;
        sweep = others;
        sweep.add(this);
        enter(Phase.HEAD);
        super.channelActive(ctx);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) throws Exception {
        if (sweep != null) {
            sweep.remove(this);
            enter(Phase.NOTHING);
            if (hasPlace) {
                count.giveBack();
            }
        }
        super.channelInactive(ctx);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object bytes) throws Exception {
        if (!hasBegun && sweep != null) {
            hasBegun = true;
            if (ctx.pipeline().get(SslHandler.class) != null) {
                sweep.handshakes().inTurn(ctx, bytes);
                return;
            }
        }
        if (phase == Phase.NEXT_REQUEST) {
            enter(Phase.HEAD);
        }
        int size = bytes instanceof ByteBuf buffer ? buffer.readableBytes() : 0;
        super.channelRead(ctx, bytes);
        if (phase == Phase.HEAD) {
            keepsHead(ctx, size);
        }
        if (!isGated && !isBounded) {
            isBounded = StreamTurns.bound(ctx.pipeline(), rules.mostStreams());
        }
    }

    /** Called when the head is not complete yet. */
    private void keepsHead(ChannelHandlerContext ctx, int more) {
        headBytes += more;
        if (headBytes <= ConnectionRules.SHORT_HEAD_BYTES || isLongHead) {
            return;
        }
        if (isHttp2(ctx)) {
            enter(Phase.NOTHING);
        } else if (longHeads.take()) {
            isLongHead = true;
        } else {
            ctx.close();
        }
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object bytes, ChannelPromise promise) throws Exception {
        if (bytes instanceof ByteBuf buffer) {
            taking.written(buffer.readableBytes());
        }
        super.write(ctx, bytes, promise);
    }

    /** Has a request of HTTP/2 begin in its turn. */
    public void inTurn(Runnable request, Executor loop) {
        if (turns == null && context != null) {
            turns = new StreamTurns(context.channel());
        }
        if (turns == null) {
            loop.execute(request);
        } else {
            turns.add(request, loop);
        }
    }

    /** Over HTTP/1 the gate sees to it, one request at a time. */
    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) throws Exception {
        if (!isGated) {
            boolean mayRead = ctx.channel().isWritable() && !isEnding && (turns == null || !turns.areMany());
            ctx.channel().config().setAutoRead(mayRead);
        }
        super.channelWritabilityChanged(ctx);
    }

    void lookAt(int now) {
        ChannelHandlerContext ctx = context;
        if (ctx == null) {
            return;
        }
        if (taking.isTooSlow(ctx.channel(), now)) {
            ctx.close();
        } else if (phase == Phase.HEAD && now - since > rules.headDeadline().toSeconds()) {
            headIsLate(ctx);
        } else if (phase == Phase.BODY && now - since > rules.bodyDeadline().toSeconds()) {
            bodyIsLate(ctx);
        }
    }

    private void headIsLate(ChannelHandlerContext ctx) {
        if (isHttp2(ctx)) {
            enter(Phase.NOTHING); // each of its requests has a deadline of its own
            return;
        }
        FullHttpResponse answer = ctx.pipeline().get(HTTP_1_DECODER) == null ? null : lateHeads.answer();
        if (answer == null) {
            ctx.close();
        } else {
            enter(Phase.NOTHING);
            ctx.pipeline().writeAndFlush(answer).addListener(ChannelFutureListener.CLOSE);
        }
    }

    private static boolean isHttp2(ChannelHandlerContext ctx) {
        return ctx.pipeline().get(Http2ConnectionHandler.class) != null;
    }

    private void bodyIsLate(ChannelHandlerContext ctx) {
        Runnable action = whenLate;
        if (action == null) {
            ctx.close();
        } else {
            enter(Phase.BODY); // what it says must be taken, too
            action.run();
        }
    }
}
