package io.shardbeat.upstream;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.shardbeat.http.Answer;
import io.shardbeat.http.Dialect.Refusal;
import io.shardbeat.http.HttpDate;
import io.shardbeat.http.RawRequest;
import io.shardbeat.http.Upstream;
import io.shardbeat.testkit.cls.Settings;
import io.shardbeat.testkit.wire.SampleRequest;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Two servers on free ports of 127.0.0.1: one that passes everything on, and the other, which it is passed on to. */
final class PassingServer implements AutoCloseable {
    /** The status of a refusal; its body is the reason. */
    static final int REFUSED = 599;

    private final Vertx vertx = Vertx.vertx();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final HttpServer upstream;
    private final HttpServer server;
    private final PassThrough passThrough;
    private volatile Upstream target;

    /** @param settings of {@code shardbeat.upstream}: key, value, key, value */
    PassingServer(Handler<HttpServerRequest> upstream, String... settings) {
        this.upstream = listen(upstream);
        passThrough = new PassThrough(
                vertx,
                Settings.of(settings),
                new NoTls(),
                new UpstreamMetrics(meters, InstantSource.system()),
                new HttpDate(InstantSource.system()));
        target = new Upstream("127.0.0.1", this.upstream.actualPort(), false);
        server = listen(this::pass);
    }

    private HttpServer listen(Handler<HttpServerRequest> handler) {
        return vertx.createHttpServer()
                .requestHandler(handler)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    int port() {
        return server.actualPort();
    }

    /** Of either server: what else would be a stack trace in the log. */
    void uncaught(Consumer<Throwable> listener) {
        vertx.exceptionHandler(listener::accept);
    }

    PassingServer passTo(Upstream other) {
        target = other;
        return this;
    }

    /** Makes the upstream's port one that nobody listens on. */
    void stopUpstream() {
        upstream.close().toCompletionStage().toCompletableFuture().join();
    }

    double count(String outcome) {
        return meters.counter("shardbeat.upstream.requests", "upstream", target.toString(), "outcome", outcome)
                .count();
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private void pass(HttpServerRequest request) {
        String uri = request.uri().replaceFirst("^http://[^/]+", "");
        RawRequest line = SampleRequest.of(request.method().name(), uri).raw();
        RawRequest head = new RawRequest(line.method(), line.path(), line.query(), request.headers(), new byte[0]);
        passThrough.forward(request, head, target, null, PassingServer::refusal);
    }

    private static Answer refusal(Refusal refusal) {
        return new Answer(
                REFUSED,
                "text/plain",
                List.of(Map.entry("x-refused", "yes")),
                refusal.name().getBytes(StandardCharsets.UTF_8));
    }

    private static final class NoTls implements TlsConfigurationRegistry {
        @Override
        public Optional<TlsConfiguration> get(String name) {
            return Optional.empty();
        }

        @Override
        public Optional<TlsConfiguration> getDefault() {
            return Optional.empty();
        }

        @Override
        public void register(String name, TlsConfiguration configuration) {
            throw new UnsupportedOperationException();
        }
    }
}
