package io.shardbeat.http.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.lang.reflect.Proxy;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PeersTest {
    private static final SocketAddress OF_THE_CONNECTION = SocketAddress.inetSocketAddress(1, "10.0.0.1");
    private static final SocketAddress FORWARDED = SocketAddress.inetSocketAddress(2, "203.0.113.9");

    @Test
    void theConnectionTellsWhoseRequestItIs() {
        assertThat(new Peers(false).of(request())).isEqualTo("10.0.0.1");
    }

    @Test
    void whereAProxyIsBelievedTheRequestDoes() {
        assertThat(new Peers(true).of(request())).isEqualTo("203.0.113.9");
    }

    private static HttpServerRequest request() {
        HttpConnection connection = that(HttpConnection.class, Map.of("remoteAddress", OF_THE_CONNECTION));
        return that(HttpServerRequest.class, Map.of("connection", connection, "remoteAddress", FORWARDED));
    }

    private static <T> T that(Class<T> type, Map<String, Object> says) {
        return type.cast(Proxy.newProxyInstance(
                PeersTest.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (says.containsKey(method.getName())) {
                        return says.get(method.getName());
                    }
                    throw new UnsupportedOperationException(method.getName());
                }));
    }
}
