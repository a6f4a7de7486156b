package io.shardbeat.testkit.wire;

import io.shardbeat.http.RawRequest;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** An HTTP server on a free port of 127.0.0.1 that keeps what clients send and gives every one the same answer. */
public final class RecordingServer implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final BlockingQueue<RawRequest> requests = new LinkedBlockingQueue<>();
    private final HttpServer server;
    private volatile String answer = "";

    public RecordingServer() {
        server = vertx.createHttpServer().requestHandler(this::handle);
        server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().join();
    }

    public int port() {
        return server.actualPort();
    }

    /** Sets the body of the answers from now on; their status is 200. */
    public void answer(String body) {
        answer = body;
    }

    /** The oldest request not taken yet. */
    public SampleRequest take() {
        try {
            RawRequest request = requests.poll(10, TimeUnit.SECONDS);
            if (request == null) {
                throw new IllegalStateException("no request came");
            }
            return new SampleRequest(request);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private void handle(HttpServerRequest request) {
        request.body().onSuccess(body -> {
            SampleRequest line = SampleRequest.of(request.method().name(), target(request.uri()));
            requests.add(new RawRequest(
                    line.raw().method(), line.raw().path(), line.raw().query(), request.headers(), body.getBytes()));
            request.response().putHeader("Content-Type", "application/json").end(answer);
        });
    }

    /** Path and query; clients that take this server for a proxy send scheme and host before them. */
    private static String target(String uri) {
        int scheme = uri.indexOf("://");
        return uri.startsWith("/") || scheme < 0 ? uri : uri.substring(uri.indexOf('/', scheme + 3));
    }
}
