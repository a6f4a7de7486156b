package io.shardbeat.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** A node on this machine that answers as the test says. */
final class FakeNode implements AutoCloseable {
    /** What came. */
    record Seen(String method, String target, String host, String authorization, String date, String body) {
        boolean isBeat() {
            return target.contains("type=heartbeat");
        }
    }

    /** What goes back. */
    record Said(int status, String epoch, String tokens, String body) {
        static Said shards(long epoch, String shards) {
            return new Said(200, Long.toString(epoch), "", shards);
        }

        static Said error(int status, String code) {
            return new Said(status, "", "", "{\"errorCode\":\"" + code + "\",\"errorMessage\":\"a \\\"test\\\"\"}");
        }
    }

    final List<Seen> seen = new CopyOnWriteArrayList<>();
    volatile Function<Seen, Said> beats = beat -> Said.shards(1, "[]");
    volatile Function<Seen, Said> others =
            call -> new Said(200, "", "", "[{\"name\":\"workers\",\"timeout\":20,\"order\":false}]");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    FakeNode() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    List<String> reports() {
        return seen.stream().filter(Seen::isBeat).map(Seen::body).toList();
    }

    private void handle(HttpExchange exchange) throws IOException {
        Seen call = new Seen(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                exchange.getRequestHeaders().getFirst("Host"),
                String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")),
                String.valueOf(exchange.getRequestHeaders().getFirst("x-log-date")),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        seen.add(call);
        Said said = (call.isBeat() ? beats : others).apply(call);
        if (!said.epoch().isEmpty()) {
            exchange.getResponseHeaders().set("x-shardbeat-epoch", said.epoch());
        }
        if (!said.tokens().isEmpty()) {
            exchange.getResponseHeaders().set("x-shardbeat-tokens", said.tokens());
        }
        byte[] body = said.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(said.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
