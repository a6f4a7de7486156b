package io.shardbeat.http.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.lang.reflect.Proxy;
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
        HttpConnection connection = of(HttpConnection.class, "remoteAddress", OF_THE_CONNECTION);
        return (HttpServerRequest) Proxy.newProxyInstance(
                PeersTest.class.getClassLoader(),
                new Class<?>[] {HttpServerRequest.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "connection" -> connection;
                    case "remoteAddress" -> FORWARDED;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private static <T> T of(Class<T> type, String known, Object value) {
        return type.cast(Proxy.newProxyInstance(
                PeersTest.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (method.getName().equals(known)) {
                        return value;
                    }
                    throw new UnsupportedOperationException(method.getName());
                }));
    }
}
