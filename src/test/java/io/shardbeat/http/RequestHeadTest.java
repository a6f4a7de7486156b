package io.shardbeat.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.http.RequestHead.Flaw;
import io.shardbeat.http.RequestHead.Lengths;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.SocketAddress;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestHeadTest {
    private final MultiMap headers = MultiMap.caseInsensitiveMultiMap();

    @ParameterizedTest
    @ValueSource(
            strings = {"a", "a.b", "A_b.c:80", "a.:", "a:0", "1.2.3.4:65535", "[::1]", "[::ffff:1.2.3.4]:8080", ""})
    void hosts(String host) {
        headers.add("Host", host);
        assertThat(flaw("/")).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a, b",
                "a,b",
                "a b",
                "u@a",
                "a/b",
                "a:b",
                "a:65536",
                "a:999999",
                "a:-1",
                "a:1:2",
                "::1",
                "[::1",
                "[]",
                "[a.b]x",
                "[::1]80",
                "a?b",
                "a#b",
                "http://a"
            })
    void noHosts(String host) {
        headers.add("Host", host);
        assertThat(flaw("/")).isNotNull().extracting(Flaw::status).isEqualTo(400);
    }

    @Test
    void aTargetInAbsoluteFormNamesTheHost() {
        headers.add("Host", "a").add("x", "1");
        assertThat(head("http://b:81/p?q").header("Host")).isEqualTo("b:81");
        assertThat(head("http://b:81/p?q").header("X")).isEqualTo("1");
        assertThat(head("HTTP://b?q").header("Host")).isEqualTo("b");
        assertThat(head("http://a/p").headers()).as("nothing is copied").isSameAs(headers);
        assertThat(head("/p?x=http://b/").header("Host")).isEqualTo("a");
        assertThat(head("http:///p").header("Host")).isEqualTo("a");
        assertThat(flaw("http://u@b/p")).isNotNull();
    }

    @Test
    void twoHostsAreOneTooManyWhateverTheTargetNames() {
        headers.add("Host", "a").add("Host", "a");
        assertThat(flaw("http://a/")).isNotNull();
        assertThat(flaw("/")).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"chunked", " Chunked "})
    void chunksAreTheOnlyCoding(String coding) {
        headers.add("Transfer-Encoding", coding);
        assertThat(flaw("/")).isNull();
        headers.add("Transfer-Encoding", "chunked");
        assertThat(flaw("/")).as("twice").isNotNull();
        headers.set("Transfer-Encoding", coding + ", " + coding);
        assertThat(flaw("/")).as("twice in a line").isNotNull();
    }

    private Flaw flaw(String uri) {
        return RequestHead.flaw(request(uri), head(uri), new Lengths(4_096, 20_480));
    }

    private RawRequest head(String uri) {
        return RequestHead.of(request(uri));
    }

    private HttpServerRequest request(String uri) {
        return (HttpServerRequest) Proxy.newProxyInstance(
                RequestHeadTest.class.getClassLoader(),
                new Class<?>[] {HttpServerRequest.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "uri" -> uri;
                    case "method" -> HttpMethod.POST;
                    case "version" -> HttpVersion.HTTP_1_1;
                    case "headers" -> headers;
                    case "remoteAddress" -> SocketAddress.inetSocketAddress(1, "127.0.0.1");
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
