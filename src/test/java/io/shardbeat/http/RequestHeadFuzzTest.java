package io.shardbeat.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.util.ReferenceCountUtil;
import io.shardbeat.fuzz.Bounds;
import io.shardbeat.fuzz.RequestText;
import io.shardbeat.http.RequestHead.Flaw;
import io.shardbeat.http.RequestHead.Lengths;
import io.shardbeat.http.edge.UnreadableRequests;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.SocketAddress;
import java.lang.reflect.Proxy;

/**
 * Whatever comes as a head is either cut into a path and a query as dialects want them, or refused with a status that HTTP
 * has for it and a reason that is short. An input is what came over an HTTP/1 connection; it is also taken as an HTTP/2
 * head, which has no decoder that refuses control characters.
 */
class RequestHeadFuzzTest {
    private static final Lengths LENGTHS = new Lengths(4_096, 20_480);

    @DictionaryFile(resourcePath = "/fuzz/requests.dict")
    @FuzzTest
    void everyHeadIsReadOrRefused(byte[] input) throws Exception {
        Bounds.check(input, () -> {
            http1(input);
            RawRequest sent = RequestText.parse(input);
            if (sent.method().matches("[A-Z]+")) {
                String query = sent.query() == null ? "" : "?" + sent.query();
                check(new Sent(HttpVersion.HTTP_2, sent.method(), sent.path() + query, sent.headers()));
            }
        });
    }

    private static void http1(byte[] input) {
        EmbeddedChannel channel = new EmbeddedChannel(new HttpRequestDecoder());
        channel.writeInbound(Unpooled.wrappedBuffer(input));
        channel.finish();
        for (Object message = channel.readInbound(); message != null; message = channel.readInbound()) {
            if (message instanceof HttpRequest request) {
                http1(request);
            }
            ReferenceCountUtil.release(message);
        }
    }

    private static void http1(HttpRequest request) {
        if (request.decoderResult().isFailure()) {
            Throwable broken = request.decoderResult().cause();
            assertThat(UnreadableRequests.status(broken)).isIn(400, 414, 431);
            assertThat(UnreadableRequests.reason(broken)).hasSizeBetween(1, 203);
            return;
        }
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        request.headers().forEach(header -> headers.add(header.getKey(), header.getValue()));
        HttpVersion version =
                request.protocolVersion().minorVersion() == 0 ? HttpVersion.HTTP_1_0 : HttpVersion.HTTP_1_1;
        check(new Sent(version, request.method().name(), request.uri(), headers));
    }

    private record Sent(HttpVersion version, String method, String uri, MultiMap headers) {}

    private static void check(Sent sent) {
        HttpServerRequest request = request(sent);
        RawRequest head = RequestHead.of(request);
        assertThat(head.path()).startsWith("/").doesNotContain("?");
        assertThat(sent.uri()).endsWith(head.query() == null ? "" : "?" + head.query());
        Flaw flaw = RequestHead.flaw(request, head, LENGTHS);
        if (flaw != null) {
            assertThat(flaw.status()).isIn(400, 414, 431);
            assertThat(flaw.why()).isNotBlank().doesNotContain("\n", "\r");
        } else if (sent.version() == HttpVersion.HTTP_2) {
            assertThat(sent.uri()).doesNotContain("\n", "\r", " ");
            assertThat(head.headers())
                    .allSatisfy(header ->
                            assertThat(header.getKey() + header.getValue()).doesNotContain("\n", "\r", "\0"));
        }
    }

    /** No more than a head: whatever else is asked of it fails. */
    private static HttpServerRequest request(Sent sent) {
        return (HttpServerRequest) Proxy.newProxyInstance(
                RequestHeadFuzzTest.class.getClassLoader(),
                new Class<?>[] {HttpServerRequest.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "uri" -> sent.uri();
                    case "method" -> HttpMethod.valueOf(sent.method());
                    case "version" -> sent.version();
                    case "headers" -> sent.headers();
                    case "authority" -> null;
                    case "remoteAddress" -> SocketAddress.inetSocketAddress(1, "127.0.0.1");
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
