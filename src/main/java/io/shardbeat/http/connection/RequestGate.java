package io.shardbeat.http.connection;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Lets in one HTTP/1 request at a time: the next one when the answer to the last one is written, the peer takes its
 * answers, and other connections have had their turn. Until then it is not even decoded, and nothing more is read. So a
 * peer that sends requests without waiting costs no more memory and no more time than one that waits. What does wait
 * sees no difference: the gate does nothing then.
 */
final class RequestGate extends ChannelDuplexHandler {
    private final ByteToMessageDecoder decoder;
    private final ChannelHandlerContext decoderContext;
    private final ConnectionGuard guard;
    private final Queue<Object> held = new ArrayDeque<>(2);
    private boolean isUnderWay = true;
    private boolean isRead;
    private boolean isAnswered;
    /** While what was read is handed on; a request that is answered meanwhile ends with it, so that it has one turn. */
    private boolean isTurn = true;

    private RequestGate(ChannelHandlerContext decoderContext, ConnectionGuard guard) {
        this.decoder = (ByteToMessageDecoder) decoderContext.handler();
        this.decoderContext = decoderContext;
        this.guard = guard;
        guard.gate();
        guard.headIsIn();
    }

    /** Puts one up behind the decoder of a connection whose first request, but not more of it, has gone by. */
    static void putUp(ChannelHandlerContext server, ConnectionGuard guard) {
        ChannelHandlerContext decoder = server.pipeline().context("httpDecoder");
        if (decoder != null) {
            server.pipeline().addBefore(server.name(), "gate", new RequestGate(decoder, guard));
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        isTurn = true;
        if (held.isEmpty() && mayPass(ctx, message)) {
            pass(ctx, message);
        } else {
            held.add(message);
            decoder.setSingleDecode(true);
            ctx.channel().config().setAutoRead(false);
        }
    }

    private boolean mayPass(ChannelHandlerContext ctx, Object message) {
        return !(message instanceof HttpRequest)
                || !isUnderWay && !guard.isEnding() && ctx.channel().isWritable();
    }

    private void pass(ChannelHandlerContext ctx, Object message) {
        if (message instanceof HttpRequest) {
            isUnderWay = true;
            isRead = false;
            isAnswered = false;
            guard.headIsIn();
        }
        if (message instanceof LastHttpContent) {
            isRead = true;
            guard.bodyIsIn();
        }
        ctx.fireChannelRead(message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        ctx.fireChannelReadComplete();
        isTurn = false;
        endRequest(ctx);
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        ctx.write(message, promise);
        if (message instanceof LastHttpContent && !isInterim(message)) {
            isAnswered = true;
            endRequest(ctx);
        }
    }

    private static boolean isInterim(Object message) {
        return message instanceof HttpResponse response
                && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    }

    private void endRequest(ChannelHandlerContext ctx) {
        if (isUnderWay && isRead && isAnswered && !isTurn) {
            isUnderWay = false;
            guard.requestIsOver();
            nextInTurn(ctx);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        nextInTurn(ctx);
        ctx.fireChannelWritabilityChanged();
    }

    private void nextInTurn(ChannelHandlerContext ctx) {
        if (!held.isEmpty()) {
            ctx.executor().execute(() -> next(ctx));
        }
    }

    private void next(ChannelHandlerContext ctx) {
        if (ctx.isRemoved() || held.isEmpty() || !mayPass(ctx, held.element())) {
            return;
        }
        isTurn = true;
        while (!held.isEmpty() && mayPass(ctx, held.element())) {
            pass(ctx, held.remove());
        }
        if (held.isEmpty()) {
            decoder.setSingleDecode(false);
            decodeWhatIsKept();
        }
        if (held.isEmpty()) {
            ctx.channel().config().setAutoRead(true);
        }
        channelReadComplete(ctx);
    }

    private void decodeWhatIsKept() {
        try {
            decoder.channelRead(decoderContext, Unpooled.EMPTY_BUFFER);
        } catch (Exception e) {
            decoderContext.fireExceptionCaught(e);
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        held.forEach(ReferenceCountUtil::release);
        held.clear();
    }
}
