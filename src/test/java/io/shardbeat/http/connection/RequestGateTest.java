package io.shardbeat.http.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestGateTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final List<String> seen = new ArrayList<>();
    private boolean answersAtOnce;
    private int mostInOneTurn;
    private int inThisTurn;
    private final EmbeddedChannel channel = new EmbeddedChannel();

    /** What is behind the gate: puts it up with the first request, as the node does. */
    private final class Server extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            if (message instanceof HttpRequest request) {
                if (seen.isEmpty()) {
                    RequestGate.putUp(
                            ctx,
                            new ConnectionGuard(
                                    new ConnectionRules(SECOND, SECOND, SECOND, 1), count(), count(), new LateHeads()));
                }
                seen.add(request.uri());
                mostInOneTurn = Math.max(mostInOneTurn, ++inThisTurn);
            }
            if (message instanceof HttpContent content) {
                String text = content.content().toString(StandardCharsets.US_ASCII);
                if (!text.isEmpty()) {
                    seen.add(text);
                }
                content.release();
            }
            if (message instanceof LastHttpContent && answersAtOnce) {
                answer();
            }
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext ctx) {
            inThisTurn = 0;
            ctx.flush();
        }
    }

    private static ConnectionCount count() {
        return new ConnectionCount(() -> 1);
    }

    RequestGateTest() {
        channel.pipeline().addLast("httpDecoder", new HttpRequestDecoder()).addLast("handler", new Server());
    }

    @Test
    void theNextRequestComesInWhenTheLastOneIsAnswered() {
        read(get("/1") + get("/2") + get("/3"));
        assertThat(seen).containsExactly("/1");
        answer();
        assertThat(seen).containsExactly("/1", "/2");
        answer();
        answer();
        assertThat(seen).containsExactly("/1", "/2", "/3");
    }

    @Test
    void nothingMoreIsReadUntilThen() {
        read(get("/1"));
        assertThat(channel.config().isAutoRead()).as("nobody waits").isTrue();
        read(get("/2"));
        assertThat(channel.config().isAutoRead()).isFalse();
        answer();
        assertThat(channel.config().isAutoRead()).isTrue();
    }

    @Test
    void bodiesComeWithTheirRequests() {
        String post = "POST /%d HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\n[%d]";
        read(post.formatted(1, 1) + post.formatted(2, 2)
                + "POST /3 HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n[");
        answer();
        answer();
        read("\r\n1\r\n3\r\n1\r\n]\r\n0\r\n\r\n" + get("/4"));
        answer();
        assertThat(seen).containsExactly("/1", "[1]", "/2", "[2]", "/3", "[", "3", "]", "/4");
    }

    @Test
    void oneConnectionHasOneRequestPerTurn() {
        answersAtOnce = true;
        read(get("/x").repeat(500));
        for (int i = 0; i < 1000; i++) {
            channel.runPendingTasks();
        }
        assertThat(seen).hasSize(500);
        assertThat(mostInOneTurn).isOne();
    }

    @Test
    void whoTakesNoAnswersIsAskedForNoMore() {
        channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(1, 2));
        read(get("/1") + get("/2"));
        channel.pipeline().write(response(HttpResponseStatus.OK, "not flushed"));
        channel.runPendingTasks();
        assertThat(channel.isWritable()).isFalse();
        assertThat(seen).containsExactly("/1");
        channel.flush();
        channel.runPendingTasks();
        assertThat(seen).containsExactly("/1", "/2");
    }

    @Test
    void anInterimAnswerIsNone() {
        read(get("/1") + get("/2"));
        channel.pipeline().writeAndFlush(response(HttpResponseStatus.CONTINUE, ""));
        channel.runPendingTasks();
        assertThat(seen).containsExactly("/1");
    }

    @Test
    void anAnswerBeforeTheEndOfTheBodyIsNotTheEndOfTheRequest() {
        read("POST /1 HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\n[");
        answer();
        assertThat(seen).containsExactly("/1", "[");
        read("1]" + get("/2"));
        assertThat(seen).containsExactly("/1", "[", "1]", "/2");
    }

    private static String get(String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n";
    }

    private void read(String bytes) {
        channel.writeInbound(Unpooled.copiedBuffer(bytes, StandardCharsets.US_ASCII));
    }

    private void answer() {
        channel.pipeline().writeAndFlush(response(HttpResponseStatus.OK, "ok"));
        if (!answersAtOnce) {
            channel.runPendingTasks();
        }
    }

    private static DefaultFullHttpResponse response(HttpResponseStatus status, String body) {
        return new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, status, Unpooled.copiedBuffer(body, StandardCharsets.US_ASCII));
    }
}
