package io.shardbeat.load.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.shardbeat.load.protocol.Reply;
import java.util.Arrays;

/** Puts the parts of a response together. */
final class ReplyReader extends ChannelInboundHandlerAdapter {
    private static final String EPOCH = "x-shardbeat-epoch";
    /** A grant of 500,000 shards is 4 MB. */
    private static final int MAX_BODY_BYTES = 16 * 1024 * 1024;

    private static final byte[] NOTHING = new byte[0];

    private final HttpConnection connection;
    private boolean last;
    private int status;
    private long epoch;
    private byte[] body = NOTHING;

    ReplyReader(HttpConnection connection) {
        this.connection = connection;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        try {
            if (message instanceof HttpResponse response) {
                status =
                        response.decoderResult().isSuccess() ? response.status().code() : 0;
                String value = response.headers().get(EPOCH);
                epoch = value == null ? 0 : Long.parseLong(value);
                body = NOTHING;
                last = !HttpUtil.isKeepAlive(response);
            }
            if (message instanceof HttpContent content) {
                append(content.content());
                if (message instanceof LastHttpContent) {
                    connection.received(context.channel(), new Reply(status, epoch, body), last);
                }
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void append(ByteBuf part) {
        int length = part.readableBytes();
        if (length == 0) {
            return;
        }
        if (body.length + length > MAX_BODY_BYTES) {
            throw new IllegalStateException("a response of more than " + MAX_BODY_BYTES + " bytes");
        }
        int at = body.length;
        body = Arrays.copyOf(body, at + length);
        part.readBytes(body, at, length);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        connection.closed(context.channel());
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
