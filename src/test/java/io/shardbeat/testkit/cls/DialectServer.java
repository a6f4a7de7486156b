package io.shardbeat.testkit.cls;

import io.shardbeat.http.Answer;
import io.shardbeat.http.Dialect;
import io.shardbeat.http.RawRequest;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;

/** A dialect on a free port of 127.0.0.1, for official clients. Not the server's own HTTP edge. */
public final class DialectServer implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final Dialect dialect;
    private final HttpServer server;

    public DialectServer(Dialect dialect) {
        this.dialect = dialect;
        server = vertx.createHttpServer(new HttpServerOptions().setMaxInitialLineLength(64 * 1024))
                .requestHandler(this::handle);
        server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().join();
    }

    public int port() {
        return server.actualPort();
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private void handle(HttpServerRequest request) {
        request.body().onSuccess(body -> {
            RawRequest raw = new RawRequest(
                    request.method().name(), request.path(), request.query(), request.headers(), body.getBytes());
            if (!dialect.speaks(raw)) {
                throw new IllegalStateException("not in this dialect: " + raw);
            }
            dialect.open(raw).answer(raw).thenAccept(answer -> write(request, answer));
        });
    }

    private static void write(HttpServerRequest request, Answer answer) {
        answer.headers().forEach(header -> request.response().putHeader(header.getKey(), header.getValue()));
        request.response()
                .setStatusCode(answer.status())
                .putHeader("Content-Type", answer.contentType())
                .end(Buffer.buffer(answer.body()));
    }
}
