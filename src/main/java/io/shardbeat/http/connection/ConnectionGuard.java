package io.shardbeat.http.connection;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.util.AttributeKey;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
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
    private @Nullable ChannelHandlerContext context;
    private @Nullable Sweep sweep;
    private Phase phase = Phase.HEAD;
    private int since;
    private @Nullable Runnable whenLate;
    private int headBytes;
    private boolean isLongHead;
    private boolean isGated;
    private boolean isEnding;
    private boolean hasPlace;
    private int distrusts;
    private long bytesWritten;
    /** How many bytes the peer must have taken by the deadline; 0 when nothing waits for it. */
    private long mark;

    private int markedAt;

    ConnectionGuard(ConnectionRules rules, ConnectionCount count, ConnectionCount longHeads, LateHeads lateHeads) {
        this.rules = rules;
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
        hasSentRequest();
    }

    private void hasSentRequest() {
        if (sweep != null) {
            sweep.hasSentRequest(this);
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
    }

    void bodyIsIn() {
        enter(Phase.NOTHING);
    }

    void requestIsOver() {
        enter(Phase.NEXT_REQUEST);
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
        if (phase == Phase.NEXT_REQUEST) {
            enter(Phase.HEAD);
        }
        int size = bytes instanceof ByteBuf buffer ? buffer.readableBytes() : 0;
        super.channelRead(ctx, bytes);
        if (phase == Phase.HEAD) {
            keepsHead(ctx, size);
        }
    }

    /** Called when the head is not complete yet. */
    private void keepsHead(ChannelHandlerContext ctx, int more) {
        headBytes += more;
        if (headBytes <= ConnectionRules.SHORT_HEAD_BYTES || isLongHead) {
            return;
        }
        if (isHttp2(ctx)) {
            hasSentRequest();
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
            bytesWritten += buffer.readableBytes();
        }
        super.write(ctx, bytes, promise);
    }

    /** Over HTTP/1 the gate sees to it, one request at a time. */
    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) throws Exception {
        if (!isGated) {
            ctx.channel().config().setAutoRead(ctx.channel().isWritable());
        }
        super.channelWritabilityChanged(ctx);
    }

    void lookAt(int now) {
        ChannelHandlerContext ctx = context;
        if (ctx == null) {
            return;
        }
        if (isTakenTooSlowly(ctx.channel(), now)) {
            ctx.close();
        } else if (phase == Phase.HEAD && now - since > rules.headDeadline().toSeconds()) {
            headIsLate(ctx);
        } else if (phase == Phase.BODY && now - since > rules.bodyDeadline().toSeconds()) {
            bodyIsLate(ctx);
        }
    }

    private boolean isTakenTooSlowly(Channel channel, int now) {
        var queue = channel.unsafe().outboundBuffer();
        long waiting = queue == null ? 0 : queue.totalPendingWriteBytes();
        if (waiting == 0) {
            mark = 0;
        } else if (mark == 0 || bytesWritten - waiting >= mark) {
            mark = bytesWritten;
            markedAt = now;
        } else {
            return now - markedAt > rules.answerDeadline().toSeconds();
        }
        return false;
    }

    private void headIsLate(ChannelHandlerContext ctx) {
        if (isHttp2(ctx)) {
            hasSentRequest();
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
